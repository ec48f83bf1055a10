import type {RevokeTokenRequest, RevokeTokenResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import {revokeRefreshToken} from '../../refresh-tokens.ts'
import type {Stack} from '../../stack.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertSecret} from '../secret-hash.ts'

/** Ends a refresh token and the access tokens of its sign-in. A token nobody knows is no error. */
export function revokeToken(
  stack: Stack,
  {ClientId, ClientSecret, Token}: Checked<RevokeTokenRequest>,
): RevokeTokenResponse {
  const {pool, client} = publicClient(stack, ClientId)
  assertSecret(client, ClientSecret)
  if (client.settings.EnableTokenRevocation === false)
    throw new Problem('UnsupportedOperationException', 'Token revocation is not enabled for this client')
  // Access and ID tokens have three parts, refresh tokens five.
  if (Token.split('.').length === 3)
    throw new Problem('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked')
  revokeRefreshToken(pool, client, Token)
  return {}
}
