import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import {jwksOf} from './keys.ts'
import {issuerOf, type Stack} from './stack.ts'
import type {Pool} from './state.ts'

/** What a guarded API makes of a bearer token: who vouches for it, and what it says, once everything was checked. */
export type Verified =
  | {readonly kind: 'pool'; readonly pool: Pool; readonly claims: JWTPayload}
  | {readonly kind: 'standard'; readonly claims: JWTPayload}

/** Why a token was turned down, in the words of the stack's log. */
export type Rejection =
  | 'malformed'
  | 'expired'
  | 'not-yet-valid'
  | 'foreign-issuer'
  | 'bad-signature'
  | 'wrong-token-use'

/** A token that does not open anything here. */
export class RejectedToken extends Error {
  readonly reason: Rejection

  constructor(reason: Rejection, message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * Verifies a token of any pool of the stack, ID or access, or of the stack's standard issuer: signature, issuer, times by
 * the stack's clock, `token_use`. Revocation cannot be seen in a token, here as at AWS.
 * @throws RejectedToken
 */
export async function verifyToken(stack: Stack, token: string): Promise<Verified> {
  const {iss} = claimsOf(token)
  for (const pool of stack.state.pools.values()) {
    if (iss !== issuerOf(stack, pool)) continue
    const claims = await poolClaims(stack, pool, token)
    if (claims.token_use !== 'id' && claims.token_use !== 'access')
      throw new RejectedToken('wrong-token-use', `token_use is ${JSON.stringify(claims.token_use)}, not id or access`)
    return {kind: 'pool', pool, claims}
  }
  if (iss === `${stack.origin}/standard`)
    return {kind: 'standard', claims: await checked(stack, token, iss, await standardKeys(stack, iss))}
  throw new RejectedToken('foreign-issuer', `the issuer ${JSON.stringify(iss)} is none of this stack's`)
}

/** The claims of a token that this pool signed, and that is not over. @throws RejectedToken */
export async function poolClaims(stack: Stack, pool: Pool, token: string): Promise<JWTPayload> {
  return checked(stack, token, issuerOf(stack, pool), createLocalJWKSet(await jwksOf(pool)), ['RS256'])
}

function claimsOf(token: string): JWTPayload {
  try {
    return decodeJwt(token)
  } catch {
    throw new RejectedToken('malformed', 'that is not a JWT')
  }
}

async function checked(
  stack: Stack,
  token: string,
  issuer: string,
  keys: JWTVerifyGetKey,
  algorithms: string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'],
): Promise<JWTPayload> {
  try {
    const currentDate = new Date(stack.clock.now())
    const {payload} = await jwtVerify(token, keys, {issuer, algorithms, currentDate, requiredClaims: ['exp']})
    return payload
  } catch (error) {
    const {message} = error as Error
    if (error instanceof errors.JWTExpired) throw new RejectedToken('expired', message)
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')
      throw new RejectedToken('not-yet-valid', message)
    throw new RejectedToken('bad-signature', message)
  }
}

const remoteKeys = new WeakMap<Stack, JWTVerifyGetKey>()

/** The standard issuer's keys, found by discovery as any resource server would, and fetched again for an unknown kid. */
async function standardKeys(stack: Stack, issuer: string): Promise<JWTVerifyGetKey> {
  const known = remoteKeys.get(stack)
  if (known) return known
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {redirect: 'error'})
  if (!answer.ok) throw new RejectedToken('foreign-issuer', `${issuer} has no discovery document (${answer.status})`)
  const {jwks_uri: address} = (await answer.json()) as {jwks_uri: string}
  const keys = createRemoteJWKSet(new URL(address), {cooldownDuration: 0})
  remoteKeys.set(stack, keys)
  return keys
}
