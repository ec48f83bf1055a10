import {Failure} from '../failure.ts'
import {flagsAlone} from '../whom.ts'
import type {World} from '../world/world.ts'
import type {Fields} from './fields.ts'
import {wrongName} from './name.ts'
import type {Api, Profile} from './profile.ts'
import {changeProfiles, type Editing, type Profiles, readProfiles} from './store.ts'
import {unknownProfile} from './unknown-profile.ts'

type Reading = Pick<World, 'folders'>

/** A profile of the user's, and whether it is the one used unless another is named. */
export interface OwnProfile extends Profile {
  readonly current: boolean
}

/** The user's profiles, by name. */
export async function listProfiles(world: Reading): Promise<{readonly profiles: readonly OwnProfile[]}> {
  const user = await readProfiles(world)
  const names = [...user.profiles.keys()].sort((a, b) => a.localeCompare(b, 'en'))
  return {profiles: names.map(name => ownProfile(user, name))}
}

/**
 * Adds a profile; the first one becomes current.
 * @throws Failure `conflict` where the name is taken, `usage` for a name that cannot be.
 */
export async function createProfile(
  world: Editing,
  name: string,
  fields: Fields,
  {use = false}: {readonly use?: boolean} = {},
): Promise<OwnProfile> {
  assertName(name)
  const after = await changeProfiles(world, ({current, profiles}) => {
    if (profiles.has(name)) throw taken(name)
    return chosen(use || profiles.size === 0 ? name : current, new Map([...profiles, [name, {name, ...fields}]]))
  })
  return ownProfile(after, name)
}

/** @throws Failure `usage` for a name that cannot be. */
export function assertName(name: string): void {
  const wrong = name === flagsAlone ? 'must not be that of a connection made of flags alone' : wrongName(name)
  if (wrong !== undefined) throw new Failure('usage', `A profile's name ${wrong}.`)
}

/** @throws Failure `conflict` where the user already has that profile, before anything else is asked or sent. */
export async function assertNameFree(world: Reading, name: string): Promise<void> {
  assertName(name)
  if ((await readProfiles(world)).profiles.has(name)) throw taken(name)
}

/** What to change in a profile; everything else stays. */
export interface ProfileChange {
  readonly fields?: Fields
  /** APIs to add or to replace. */
  readonly apis?: Readonly<Record<string, Api>>
  readonly unset?: readonly (keyof Fields)[]
  readonly unsetApis?: readonly string[]
  readonly use?: boolean
}

/**
 * Changes a profile of the user's. A new pool brings its own issuer and region unless they are given with it.
 * @throws Failure `profile_not_found`, `usage` where an API to unset is not there.
 */
export async function setProfile(world: Editing, name: string, change: ProfileChange): Promise<OwnProfile> {
  const after = await changeProfiles(world, ({current, profiles}) => {
    const before = profiles.get(name)
    if (!before) throw unknownProfile(name, {profiles})
    return chosen(change.use ? name : current, new Map([...profiles, [name, changed(before, change)]]))
  })
  return ownProfile(after, name)
}

/** Makes a profile current. @throws Failure `profile_not_found`. */
export function useProfile(world: Editing, name: string): Promise<OwnProfile> {
  return setProfile(world, name, {use: true})
}

/** Forgets a profile. @throws Failure `profile_not_found`. */
export async function deleteProfile(world: Editing, name: string): Promise<OwnProfile> {
  let gone: OwnProfile | undefined
  await changeProfiles(world, before => {
    gone = ownProfile(before, name)
    const rest = new Map([...before.profiles].filter(([kept]) => kept !== name))
    return chosen(before.current === name ? undefined : before.current, rest)
  })
  return gone as unknown as OwnProfile
}

/** One of the user's profiles. @throws Failure `profile_not_found`. */
export async function findOwnProfile(world: Reading, name: string): Promise<OwnProfile> {
  return ownProfile(await readProfiles(world), name)
}

function ownProfile({current, profiles}: Profiles, name: string): OwnProfile {
  const found = profiles.get(name)
  if (!found) throw unknownProfile(name, {profiles})
  return {...found, current: name === current}
}

function chosen(current: string | undefined, profiles: ReadonlyMap<string, Profile>): Profiles {
  return {profiles, ...(current === undefined ? {} : {current})}
}

function changed(before: Profile, {fields = {}, apis: added = {}, unset = [], unsetApis = []}: ProfileChange): Profile {
  const outdated =
    fields.userPoolId !== undefined && fields.userPoolId !== before.userPoolId ? ['issuer', 'region'] : []
  const kept = Object.entries(before).filter(([field]) => !outdated.includes(field))
  const after = Object.entries({...Object.fromEntries(kept), ...fields}).filter(
    ([field]) => !unset.includes(field as keyof Fields),
  )
  const profile = {...Object.fromEntries(after), name: before.name} as Profile
  const apis = new Map(Object.entries({...profile.apis, ...added}))
  for (const name of unsetApis)
    if (!apis.delete(name)) throw new Failure('usage', `There is no API “${name}” to unset.`)
  const {apis: _, ...rest} = profile
  return apis.size === 0 ? rest : {...rest, apis: Object.fromEntries(apis)}
}

function taken(name: string): Failure {
  return new Failure('conflict', `There is a profile “${name}” already.`, {
    hints: [`authctl profile set ${name}`, `authctl profile show ${name}`],
  })
}
