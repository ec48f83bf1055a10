import {isDeepStrictEqual} from 'node:util'
import {Failure} from '../failure.ts'
import {type Deployed, factsWhich} from '../outputs/fact.ts'
import {fieldsIn, type Taken} from '../outputs/fields.ts'
import {findOwnProfile} from '../profile/edit.ts'
import type {Api, Origin, Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {readDeployment, type StackReader} from './deployment.ts'

/** How a profile differs from what is deployed now. */
export interface Drift {
  readonly profile: string
  /** Where it was read from, now as then. */
  readonly origin: Pick<Origin, 'kind' | 'name' | 'region'>
  readonly same: boolean
  readonly differences: readonly Difference[]
}

/** One field: `profile` where the profile has it, `deployed` where it is deployed. */
export interface Difference {
  readonly field: string
  readonly from: string
  readonly profile?: string | readonly string[] | Api
  readonly deployed?: string | readonly string[] | Api
}

type Setting = Pick<World, 'folders' | 'cwd' | 'env' | 'terminal' | 'cancelled'>

/**
 * Compares a profile of the user's with the place it was made from. What the person added to it does not count.
 * @throws Failure `profile_not_found`, `usage` for a profile that was made by hand, and as `readDeployment` does.
 */
export async function findDrift(world: Setting, name: string, stacks: StackReader): Promise<Drift> {
  const profile = await findOwnProfile(world, name)
  const {origin} = profile
  if (!origin)
    throw new Failure(
      'usage',
      `The profile ${name} was not made from a deployment, so there is nothing to compare it with.`,
      {
        hints: [`authctl profile import FILE --name ${name} --update`],
      },
    )
  const {taken: places, ...place} = origin
  const now = await readDeployment(world, place, stacks)
  const deployed = new Map(placesIn(now).map(one => [one.from, one.value]))
  const known = Object.entries(places).flatMap(([field, from]): Difference[] => {
    const [was, is] = [valueIn(profile, field), deployed.get(from)]
    return same(was, is) ? [] : [difference(field, from, was, is)]
  })
  const added = fieldsIn(now, {pool: factsWhich(now.facts, 'pool')[0]}).taken.flatMap(
    ({field, value, from}): Difference[] =>
      field.startsWith('apis.') && !Object.values(places).includes(from)
        ? [difference(field, from, undefined, value)]
        : [],
  )
  const differences = [...known, ...added]
  return {profile: name, origin: place, same: differences.length === 0, differences}
}

/** Every value that is deployed, with its place: also the pools and clients that were not chosen. */
function placesIn(deployed: Deployed): Omit<Taken, 'field'>[] {
  const identities = [...factsWhich(deployed.facts, 'pool'), ...factsWhich(deployed.facts, 'client')]
  return [
    ...identities,
    ...factsWhich(deployed.facts, 'issuer'),
    ...factsWhich(deployed.facts, 'region'),
    ...fieldsIn(deployed, {}).taken,
  ]
}

function valueIn(profile: Profile, field: string): Difference['profile'] {
  if (!field.startsWith('apis.')) return profile[field as keyof Profile] as Difference['profile']
  const name = field.slice('apis.'.length)
  return profile.apis && Object.hasOwn(profile.apis, name) ? profile.apis[name] : undefined
}

/** How an API is called, and which token it wants, is the person's to say. */
function same(was: Difference['profile'], is: Difference['deployed']): boolean {
  if (Array.isArray(was) && Array.isArray(is)) return was.every(one => is.includes(one))
  if (isApi(was) && isApi(is)) return was.url === is.url && was.kind === is.kind
  return isDeepStrictEqual(was, is)
}

function isApi(value: Difference['profile']): value is Api {
  return typeof value === 'object' && 'url' in value
}

function difference(field: string, from: string, was: Difference['profile'], is: Difference['deployed']): Difference {
  return {field, from, ...(was === undefined ? {} : {profile: was}), ...(is === undefined ? {} : {deployed: is})}
}
