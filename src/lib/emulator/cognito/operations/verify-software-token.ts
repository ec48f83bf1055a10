import type {VerifySoftwareTokenRequest, VerifySoftwareTokenResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import type {User} from '../../state.ts'
import {bearerOf} from '../access-token.ts'
import {pose, settle} from '../challenges.ts'
import {entrant} from '../check-password.ts'
import type {Checked} from '../operation.ts'
import {setupUnderWay} from '../setup-session.ts'
import {stepOfCode} from '../totp.ts'

/** The first code of an authenticator app: from then on it can be asked for. */
export async function verifySoftwareToken(
  stack: Stack,
  input: Checked<VerifySoftwareTokenRequest>,
): Promise<VerifySoftwareTokenResponse> {
  const {AccessToken, Session, UserCode, FriendlyDeviceName} = input
  if (AccessToken !== undefined) {
    const {user} = await bearerOf(stack, AccessToken)
    register(stack, user, user.mfa.pendingSecret, UserCode, FriendlyDeviceName)
    return {Status: 'SUCCESS'}
  }
  const {pool, client, challenge} = setupUnderWay(stack, Session)
  const user = entrant(pool, client, challenge.username)
  register(stack, user, challenge.totpSecret, UserCode, FriendlyDeviceName)
  user.mfa.enabled = ['SOFTWARE_TOKEN_MFA']
  user.mfa.preferred = 'SOFTWARE_TOKEN_MFA'
  settle(pool, Session ?? '')
  const {username} = user
  return {Status: 'SUCCESS', Session: pose(stack, pool, client, {name: 'MFA_SETUP', username, totpVerified: true})}
}

function register(
  {clock}: Stack,
  user: User,
  secret: string | undefined,
  code: string,
  device: string | undefined,
): void {
  if (secret === undefined)
    throw new Problem('SoftwareTokenMFANotFoundException', 'Software token MFA has not been associated.')
  const step = stepOfCode(secret, code, clock.seconds())
  if (step === undefined) throw new Problem('EnableSoftwareTokenMFAException', 'Code mismatch')
  user.mfa.totpSecret = secret
  user.mfa.lastStep = step
  delete user.mfa.pendingSecret
  if (device !== undefined) user.mfa.deviceName = device
  user.updatedAt = clock.now()
}
