import type {IDToken, TokenEndpointResponse, TokenEndpointResponseHelpers} from 'openid-client'
import {Failure} from '../failure.ts'
import type {Connection, Outside} from './connection.ts'
import {endpointOf} from './discovery.ts'
import {assertAccessTokenHash} from './token-hash.ts'
import type {TokenSet} from './token-set.ts'

export type TokenAnswer = TokenEndpointResponse & TokenEndpointResponseHelpers

/** Longest life believed of an access token: a year. Beyond it a server is mistaken, and arithmetic overflows. */
const longestLifeSeconds = 366 * 24 * 60 * 60

/**
 * What openid-client let pass, looked at once more, as a TokenSet: the token must be of the type that was asked for and fit into
 * a header (RFC 6750, section 2.1), the ID token must be bound to it (`at_hash`) and to this client (`azp`).
 *
 * @throws Failure `token_rejected`.
 */
export async function tokenSet(
  {clock}: Pick<Outside, 'clock'>,
  {issuer, clientId, server, binding}: Connection,
  answer: TokenAnswer,
  {grant, asked}: {readonly grant: TokenSet['grant']; readonly asked?: string | undefined},
): Promise<TokenSet> {
  const {access_token: accessToken, id_token: idToken, refresh_token: refreshToken} = answer
  assertType(answer, binding ? 'DPoP' : 'Bearer')
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(accessToken))
    throw rejected('an access token with characters that no header may carry')
  const claims = answer.claims()
  if (claims) assertBoundToClient(claims, clientId)
  if (claims && idToken) assertAccessTokenHash(idToken, claims, accessToken)
  const scope = answer.scope ?? scopeInside(accessToken) ?? asked
  const expiresAt = endOfLife(answer.expires_in, accessToken, clock.now())
  return {
    accessToken,
    ...(idToken === undefined ? {} : {idToken}),
    ...(refreshToken === undefined || grant === 'client_credentials' ? {} : {refreshToken}),
    tokenType: binding ? 'DPoP' : 'Bearer',
    ...(binding ? {proofKey: binding.key} : {}),
    ...(scope === undefined || scope === '' ? {} : {scope}),
    ...(expiresAt === undefined ? {} : {expiresAt}),
    issuer,
    clientId,
    tokenEndpoint: endpointOf(server, 'token_endpoint').href,
    grant,
    ...(claims ? {subject: claims.sub} : {}),
  }
}

/** A server that does not know DPoP ignores the proof, and gives a token that anybody can use (RFC 9449, section 5). */
function assertType({token_type: type}: TokenAnswer, wanted: 'Bearer' | 'DPoP'): void {
  if (type.toLowerCase() === wanted.toLowerCase()) return
  throw rejected(`an access token of type ${type.slice(0, 40)} where only a ${wanted} token can be used`)
}

/** What was asked for and not granted. */
export function missingScopes({scope}: TokenSet, asked: readonly string[]): string[] {
  const granted = new Set(scope?.split(' '))
  return scope === undefined ? [] : asked.filter(one => !granted.has(one))
}

/** What was granted and not asked for; a machine that names no scope asks for all it may have. */
export function surplusScopes({scope = ''}: TokenSet, asked: readonly string[]): string[] {
  if (asked.length === 0) return []
  return scope.split(' ').filter(one => one !== '' && !asked.includes(one))
}

/** OpenID Connect Core, section 3.1.3.7, steps 4 and 5; the library looks at `azp` only beside several audiences. */
function assertBoundToClient({azp}: IDToken, clientId: string): void {
  if (azp !== undefined && azp !== clientId) throw rejected('an ID token made for another client (azp)')
}

function endOfLife(seconds: number | undefined, accessToken: string, now: number): number | undefined {
  if (seconds !== undefined) return now + Math.round(Math.min(seconds, longestLifeSeconds) * 1000)
  const {exp} = claimsInside(accessToken)
  return typeof exp === 'number' && Number.isSafeInteger(exp)
    ? Math.min(exp, now / 1000 + longestLifeSeconds) * 1000
    : undefined
}

/** Cognito tells the granted scope only inside the token. */
function scopeInside(accessToken: string): string | undefined {
  const {scope} = claimsInside(accessToken)
  return typeof scope === 'string' ? scope : undefined
}

/** The claims of an access token that happens to be a JWT: it came straight from the token endpoint; {} for others. */
function claimsInside(accessToken: string): Record<string, unknown> {
  const [, payload, signature, ...more] = accessToken.split('.')
  if (!payload || !signature || more.length > 0) return {}
  try {
    return Object(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  } catch {
    return {}
  }
}

function rejected(what: string): Failure {
  return new Failure('token_rejected', `The server gave ${what}.`)
}
