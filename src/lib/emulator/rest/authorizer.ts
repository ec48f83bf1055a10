import type {JWTPayload} from 'jose'
import type {Stack} from '../stack.ts'
import {findClient} from '../state.ts'
import {RejectedToken, type Rejection, verifyToken} from '../verify-token.ts'

/** Turned away before the API itself was asked, as API Gateway does it: few words, and a challenge (RFC 6750). */
export class Turned extends Error {
  readonly status: 401 | 403
  readonly challenge: string

  constructor(status: 401 | 403, challenge: string) {
    super(status === 401 ? 'Unauthorized' : 'Forbidden')
    this.status = status
    this.challenge = challenge
  }
}

const descriptions: Record<Rejection | 'audience', string> = {
  malformed: 'the token is malformed',
  expired: 'the token has expired',
  'not-yet-valid': 'the token is not valid yet',
  'foreign-issuer': 'the token has an invalid issuer',
  'bad-signature': 'the token has an invalid signature',
  'wrong-token-use': 'the token has an invalid token_use',
  audience: 'the token does not have a valid audience',
}

/**
 * A JWT authorizer like API Gateway's for HTTP APIs: the token bare or as Bearer; issuer, signature and times; `aud`, or
 * where there is none `client_id`, must be a client's; and at least one of the route's scopes must be in `scope` or `scp`.
 * @throws Turned
 */
export async function authorize(
  stack: Stack,
  authorization: string | undefined,
  scopes: readonly string[],
): Promise<JWTPayload> {
  if (!authorization) throw new Turned(401, 'Bearer')
  const claims = await verified(stack, authorization.replace(/^Bearer /i, ''), scopes)
  const audience = claims.aud ?? claims.client_id
  if (![audience].flat().some(id => typeof id === 'string' && findClient(stack.state, id)))
    throw invalid(stack, scopes, 'audience')
  const granted = [claims.scope ?? claims.scp ?? ''].flat().flatMap(text => String(text).split(' '))
  if (scopes.some(scope => granted.includes(scope))) return claims
  stack.log(`rest: the route wants ${scopes.join(' or ')}; the token has ${granted.join(' ') || 'no scope'}.`)
  throw new Turned(403, challenge(scopes, 'insufficient_scope', 'the token does not have a required scope'))
}

async function verified(stack: Stack, token: string, scopes: readonly string[]): Promise<JWTPayload> {
  try {
    return (await verifyToken(stack, token)).claims
  } catch (error) {
    if (error instanceof RejectedToken) throw invalid(stack, scopes, error.reason)
    throw error
  }
}

function invalid(stack: Stack, scopes: readonly string[], reason: Rejection | 'audience'): Turned {
  stack.log(`rest: ${descriptions[reason]}.`)
  return new Turned(401, challenge(scopes, 'invalid_token', descriptions[reason]))
}

function challenge(scopes: readonly string[], error: string, description: string): string {
  return `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${description}"`
}
