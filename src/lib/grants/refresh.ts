import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {type Connection, connect, type Outside} from './connection.ts'
import {endpointOf} from './discovery.ts'
import {loginCommand} from './login-command.ts'
import {pinned} from './pinned.ts'
import {type TokenAnswer, tokenSet} from './token-answer.ts'
import type {TokenSet} from './token-set.ts'
import {translated} from './translate.ts'

/**
 * New tokens for old (RFC 6749, section 6). The answer must be about the same person at the same issuer (OpenID Connect
 * Core, section 12.2); what it leaves out, the old refresh token first of all, is kept. Asked once; once more only if
 * the server itself says 429 or 503.
 *
 * @throws Failure `session_ended` when the grant is over, or when the issuer now names another token endpoint than at
 *   sign-in; `token_rejected` when the answer is about somebody else; `unreachable`, `timed_out`, `throttled`.
 *   The tokens handed in stay good for another try in all but the first case.
 */
export async function refreshTokens(
  world: Outside,
  profile: Profile,
  tokens: TokenSet,
  {clientSecret}: {readonly clientSecret?: string | undefined} = {},
): Promise<TokenSet> {
  const hints = [loginCommand(profile)]
  const {refreshToken} = tokens
  if (!refreshToken) throw new Failure('session_ended', 'There is no refresh token to renew the session with.', {hints})
  const connection = await connect(world, pinned(profile, tokens), {clientSecret, proofKey: tokens.proofKey})
  assertSameTokenEndpoint(connection, tokens, hints)
  const attempt = {what: 'to refresh the session', issuer: tokens.issuer, hints, invalidGrant: 'session_ended'} as const
  const {oidc, config, binding} = connection
  const answer = await translated(oidc.refreshTokenGrant(config, refreshToken, undefined, binding), attempt)
  assertSamePerson(answer, tokens)
  const {expiresAt: _, ...kept} = tokens
  return {...kept, ...(await tokenSet(world, connection, answer, {grant: tokens.grant, asked: tokens.scope}))}
}

/** @throws Failure `session_ended`: whoever answers elsewhere now did not mint these tokens. */
export function assertSameTokenEndpoint(
  {server}: Connection,
  {tokenEndpoint, issuer}: TokenSet,
  hints: readonly string[],
): void {
  const {href} = endpointOf(server, 'token_endpoint')
  if (href === new URL(tokenEndpoint).href) return
  throw new Failure(
    'session_ended',
    `${issuer} now names the token endpoint ${href}; at sign-in it was ${tokenEndpoint}. Nothing was sent to it.`,
    {hints},
  )
}

function assertSamePerson(answer: TokenAnswer, {subject, idToken}: TokenSet): void {
  const claims = answer.claims()
  if (!claims) return
  if (subject !== undefined && claims.sub !== subject)
    throw new Failure('token_rejected', 'The refreshed ID token is about somebody else (sub); the old tokens are kept.')
  if (claims.nonce !== undefined && claims.nonce !== nonceOf(idToken))
    throw new Failure(
      'token_rejected',
      'The refreshed ID token answers another sign-in (nonce); the old tokens are kept.',
    )
}

function nonceOf(idToken: string | undefined): unknown {
  const payload = idToken?.split('.')[1]
  return payload ? JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).nonce : undefined
}
