import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {isCognito} from './cognito.ts'
import {type Connection, connect, type Outside} from './connection.ts'
import {endpointOf} from './discovery.ts'
import {pinned} from './pinned.ts'
import type {TokenSet} from './token-set.ts'
import {translated} from './translate.ts'

/** What became of the tokens at the server. */
export interface Revocation {
  readonly revoked: boolean
  /** Why not, in words, when the server has no way to. */
  readonly reason?: string
}

/**
 * Ends the grant at the server (RFC 7009): the refresh token where there is one, which takes its access tokens along,
 * else the access token. A token the server does not know counts as revoked (section 2.2).
 *
 * @throws Failure `session_ended`, `unreachable`, `timed_out`, `throttled`, `denied`.
 */
export async function revokeTokens(
  world: Outside,
  profile: Profile,
  tokens: TokenSet,
  {clientSecret}: {readonly clientSecret?: string | undefined} = {},
): Promise<Revocation> {
  const {refreshToken, accessToken, issuer} = tokens
  if (!refreshToken && isCognito(profile))
    return {revoked: false, reason: 'Cognito revokes refresh tokens only, and there is none'}
  const connection = await connect(world, pinned(profile, tokens), {clientSecret})
  const {oidc, config, server} = connection
  if (server.revocation_endpoint === undefined)
    return {revoked: false, reason: `${issuer} names no revocation_endpoint`}
  assertAtHome(connection, tokens)
  const kind = refreshToken ? 'refresh_token' : 'access_token'
  await translated(oidc.tokenRevocation(config, refreshToken ?? accessToken, {token_type_hint: kind}), {
    what: 'to revoke the session',
    issuer,
  })
  return {revoked: true}
}

/** The refresh token goes only where it came from, or to the issuer itself. */
function assertAtHome({server}: Connection, {tokenEndpoint, issuer}: TokenSet): void {
  const {origin, href} = endpointOf(server, 'revocation_endpoint')
  if ([new URL(tokenEndpoint).origin, new URL(issuer).origin].includes(origin)) return
  throw new Failure(
    'denied',
    `${issuer} names the revocation endpoint ${href}, at a stranger's; nothing was sent there.`,
  )
}
