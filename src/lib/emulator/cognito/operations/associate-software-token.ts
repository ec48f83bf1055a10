import type {
  AssociateSoftwareTokenRequest,
  AssociateSoftwareTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {pose, settle} from '../challenges.ts'
import {assertOffered} from '../mfa.ts'
import type {Checked} from '../operation.ts'
import {setupUnderWay} from '../setup-session.ts'
import {newTotpSecret} from '../totp.ts'

/** Hands out a secret for an authenticator app, to somebody signed in or in the middle of signing in. */
export async function associateSoftwareToken(
  stack: Stack,
  {AccessToken, Session}: Checked<AssociateSoftwareTokenRequest>,
): Promise<AssociateSoftwareTokenResponse> {
  const SecretCode = newTotpSecret()
  if (AccessToken !== undefined) {
    const {pool, user} = await bearerOf(stack, AccessToken)
    assertOffered(pool)
    user.mfa.pendingSecret = SecretCode
    return {SecretCode}
  }
  const {pool, client, challenge} = setupUnderWay(stack, Session)
  assertOffered(pool)
  const {username} = challenge
  settle(pool, Session ?? '')
  return {SecretCode, Session: pose(stack, pool, client, {name: 'MFA_SETUP', username, totpSecret: SecretCode})}
}
