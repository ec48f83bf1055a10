import type {Profile} from '../../profile/profile.ts'
import type {Outside} from '../connection.ts'
import {pinned} from '../pinned.ts'
import type {Revocation} from '../revoke.ts'
import type {TokenSet} from '../token-set.ts'
import {poolClient} from './pool-client.ts'
import {Refusal} from './refusal.ts'
import {worded} from './worded.ts'

/**
 * Ends the sign-in at the pool it came from: the refresh token, and with it the access tokens for Cognito's own operations.
 * @throws Failure `session_ended`, `denied`, `input_required`, `unreachable`, `timed_out`, `throttled`.
 */
export async function revokePoolTokens(
  world: Outside,
  profile: Profile,
  tokens: TokenSet,
  {clientSecret}: {readonly clientSecret?: string | undefined} = {},
): Promise<Revocation> {
  const {refreshToken, tokenEndpoint: endpoint} = tokens
  if (!refreshToken) return {revoked: false, reason: 'Cognito revokes refresh tokens only, and there is none'}
  const client = poolClient(world, pinned(profile, tokens), {clientSecret, endpoint})
  try {
    await client.ask('RevokeToken', {
      ClientId: client.clientId,
      Token: refreshToken,
      ...(clientSecret !== undefined && {ClientSecret: clientSecret}),
    })
    return {revoked: true}
  } catch (error) {
    if (error instanceof Refusal && error.name === 'UnsupportedOperationException')
      return {revoked: false, reason: `the app client ${client.clientId} does not allow tokens to be revoked`}
    throw worded(error, {client})
  }
}
