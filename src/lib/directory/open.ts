import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {cognitoClient, regionOf} from './client.ts'
import type {Directory, Service} from './directory.ts'
import {choosePool, poolIdOf} from './pick-pool.ts'
import {traced} from './traced.ts'

interface DryRun {
  readonly 'dry-run'?: boolean
}

/**
 * Opens the profile's Cognito API. Nothing is sent yet. Where neither region nor pool is known, AWS's own variable for
 * the region counts, as it does for AWS's tools.
 * @throws Failure `config_invalid`.
 */
export function openService(
  {cancelled, agents, trace, env, journal}: Pick<World, 'cancelled' | 'agents' | 'trace' | 'env' | 'journal'>,
  known: Profile,
  {'dry-run': rehearse = false}: DryRun = {},
): Service {
  const region = known.region ?? regionOf(known.userPoolId) ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION
  const profile = region === undefined || known.endpoint !== undefined ? known : {...known, region}
  const client = cognitoClient(profile, agents)
  const service = {client: trace ? traced(client, trace) : client, profile, cancelled, ...(journal && {journal})}
  return rehearse ? {...service, rehearsal: {dryRun: true, calls: [], changes: []}} : service
}

/**
 * Opens the user pool that is named, else the profile's, else one chosen by the person.
 * @throws Failure `config_invalid` when there is none, no region, or an endpoint nobody should sign for.
 */
export async function openDirectory(
  world: Pick<World, 'cancelled' | 'agents' | 'trace' | 'journal' | 'ask' | 'env'>,
  profile: Profile,
  flags: DryRun = {},
  named?: string,
): Promise<Directory> {
  const known = named ?? profile.userPoolId
  if (known === undefined && !world.ask.possible)
    throw new Failure('config_invalid', `Profile ${profile.name} names no user pool.`, {
      hints: ['pass --user-pool-id ID', 'authctl profile list'],
    })
  const region = regionOf(known)
  // A pool that is named lives where its id says, wherever the profile's own does.
  const at = named === undefined || region === undefined ? profile : {...profile, region}
  const service = openService(world, at, flags)
  if (known === undefined) return {...service, poolId: await choosePool(world, service)}
  return {...service, poolId: named === undefined ? known : await poolIdOf(service, named)}
}
