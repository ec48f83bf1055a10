import type {World} from '../world/world.ts'
import type {ConnectionFlags} from './connection-flags.ts'
import type {Source} from './layers.ts'
import type {Profile} from './profile.ts'
import {explainOwnProfile, explainProfile} from './resolve.ts'

/** A profile with the origin of each of its fields. */
export interface DescribedProfile extends Profile {
  readonly sources: Readonly<Partial<Record<keyof Profile, Source>>>
  /** The project file that took part. */
  readonly projectFile?: string
}

/**
 * The user's profile of that name; without a name, the one that commands would use here.
 * @throws Failure as resolveProfile does.
 */
export async function describeProfile(
  world: Pick<World, 'env' | 'cwd' | 'folders'>,
  name: string | undefined,
  flags: ConnectionFlags,
): Promise<DescribedProfile> {
  const {profile, ...origin} =
    name === undefined ? await explainProfile(world, flags) : await explainOwnProfile(world, name)
  return {...profile, ...origin}
}
