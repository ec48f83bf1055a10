import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {isCognito} from './cognito.ts'
import {type ConnectOptions, connect, type Outside} from './connection.ts'
import {pinned} from './pinned.ts'
import {assertAtHome, connectFor, type PresentedToken, typeHint} from './presented-token.ts'
import type {TokenSet} from './token-set.ts'
import {translated} from './translate.ts'
import {revokePoolTokens} from './user-pool/revoke.ts'

/** What became of the tokens at the server. */
export interface Revocation {
  readonly revoked: boolean
  /** Why not, in words, when the server has no way to. */
  readonly reason?: string
}

type Proof = Pick<ConnectOptions, 'clientSecret'>

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
  {clientSecret}: Proof = {},
): Promise<Revocation> {
  if (tokens.grant === 'user_pool') return revokePoolTokens(world, profile, tokens, {clientSecret})
  const {refreshToken, accessToken, issuer} = tokens
  if (!refreshToken && isCognito(profile))
    return {revoked: false, reason: 'Cognito revokes refresh tokens only, and there is none'}
  const connection = await connect(world, pinned(profile, tokens), {clientSecret})
  const {oidc, config, server} = connection
  if (server.revocation_endpoint === undefined)
    return {revoked: false, reason: `${issuer} names no revocation_endpoint`}
  assertAtHome(connection, 'revocation_endpoint', tokens)
  const kind = refreshToken ? 'refresh' : 'access'
  await translated(oidc.tokenRevocation(config, refreshToken ?? accessToken, typeHint(kind)), {
    what: 'to revoke the session',
    issuer,
  })
  return {revoked: true}
}

/**
 * Ends one token at its server (RFC 7009). That the server takes it for revoked does not tell that it knew it: it says
 * the same of a token it never issued (section 2.2).
 *
 * @throws Failure `unsupported` where there is no revocation, or none for this kind; and as `connectFor` does.
 */
export async function revokeToken(
  world: Outside,
  profile: Profile,
  presented: PresentedToken,
  {clientSecret}: Proof = {},
): Promise<{readonly issuer: string}> {
  if (isCognito(profile) && presented.kind && presented.kind !== 'refresh')
    throw new Failure('unsupported', 'Amazon Cognito revokes refresh tokens only; with one, its access tokens end.', {
      hints: ['authctl token revoke --stored refresh'],
    })
  const {from} = presented
  if (from?.grant === 'user_pool')
    return revokedAtPool(await revokePoolTokens(world, profile, from, {clientSecret}), from)
  const connection = await connectFor(world, profile, presented, 'revocation_endpoint', {clientSecret})
  const {oidc, config, issuer} = connection
  await translated(oidc.tokenRevocation(config, presented.token, typeHint(presented.kind)), {
    what: 'to revoke the token',
    issuer,
  })
  return {issuer}
}

/** Such a session came from the pool's own API, and may be of a pool without OAuth endpoints. */
function revokedAtPool({revoked, reason = ''}: Revocation, {issuer}: TokenSet): {readonly issuer: string} {
  if (revoked) return {issuer}
  throw new Failure('unsupported', `Not revoked: ${reason}.`, {
    hints: ['authctl client set CLIENT --set EnableTokenRevocation=true'],
  })
}
