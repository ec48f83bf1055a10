import {Failure} from '../failure.ts'
import {isPoolFlow, type SignInRequest} from '../grants/sign-in-request.ts'
import type {Device} from '../grants/user-pool/device.ts'
import type {Profile} from '../profile/profile.ts'
import type {Keeping} from './keeping.ts'
import {readSession} from './sessions.ts'

/**
 * The device that the session in whose place a new one is begun was made on; undefined where it is another issuer's or
 * client's, and where the session cannot be opened: then the pool meets a new device.
 * @throws Failure `cancelled`.
 */
export async function keptDevice(
  world: Keeping,
  profile: Profile,
  identity: string,
  {flow}: Pick<SignInRequest, 'flow'>,
): Promise<Device | undefined> {
  if (!isPoolFlow(flow)) return undefined
  try {
    const {tokenSet} = (await readSession(world, profile, identity)) ?? {}
    if (tokenSet?.issuer !== profile.issuer || tokenSet?.clientId !== profile.clientId) return undefined
    return tokenSet?.device
  } catch (error) {
    if (!(error instanceof Failure) || world.cancelled.aborted) throw error
    return undefined
  }
}
