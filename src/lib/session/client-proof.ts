import type {Profile} from '../profile/profile.ts'
import {readClientSecret} from './client-secrets.ts'
import type {Keeping} from './keeping.ts'

/**
 * What the profile's client proves itself with: what came with this invocation, else AUTHCTL_CLIENT_SECRET, else what is
 * kept with the profile. Undefined for a public client.
 * @throws Failure as readClientSecret does.
 */
export async function clientProof(
  world: Keeping,
  profile: Profile,
  given: string | undefined,
): Promise<string | undefined> {
  return given ?? world.env.AUTHCTL_CLIENT_SECRET ?? (await readClientSecret(world, profile))
}
