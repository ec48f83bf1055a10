import {Failure} from '../failure.ts'
import {loginCommand} from '../grants/login-command.ts'
import type {Profile} from '../profile/profile.ts'
import type {Whom} from '../whom.ts'
import type {Keeping} from './keeping.ts'
import {asWords} from './names.ts'
import {notSignedIn} from './not-signed-in.ts'
import {readSession} from './sessions.ts'

/**
 * One token as it was kept, ended or not, without asking any server: for looking at it.
 * @throws Failure `not_signed_in`, `not_found` when this kind was never issued; and what `readSession` throws.
 */
export async function keptToken(
  world: Keeping,
  profile: Whom & Pick<Profile, 'store'>,
  identity: string,
  kind: 'id' | 'access',
): Promise<string> {
  const session = await readSession(world, profile, identity)
  if (!session) throw await notSignedIn(world, profile, identity)
  const {accessToken, idToken} = session.tokenSet
  if (kind === 'access') return accessToken
  if (idToken !== undefined) return idToken
  throw new Failure('not_found', `There is no ID token in this session: “openid” was not among its scopes.`, {
    hints: [loginCommand(profile, ...asWords(identity), '--scope openid')],
  })
}
