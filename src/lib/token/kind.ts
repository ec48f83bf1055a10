import type {JsonObject} from './strict-json.ts'

/** What a token is for, as far as its own words tell. */
export type TokenKind = 'id' | 'access' | 'refresh' | 'other'

/**
 * Cognito says it in `token_use`, RFC 9068 in the header's `typ`; others leave it to the claims that only one kind has
 * (OpenID Connect Core, 2: `nonce`, `at_hash`; RFC 9068, 2.2: `scope`, `client_id`).
 */
export function kindOf(header: JsonObject, claims: JsonObject): Exclude<TokenKind, 'refresh'> {
  const {token_use: use} = claims
  if (use !== undefined) return use === 'id' || use === 'access' ? use : 'other'
  if (isAccessTokenType(header.typ)) return 'access'
  if (claims.nonce !== undefined || claims.at_hash !== undefined) return 'id'
  if (claims.scope !== undefined || claims.scp !== undefined || claims.client_id !== undefined) return 'access'
  return 'other'
}

/** `at+jwt`, also written in full (RFC 9068, 2.1; media types are case-insensitive). */
export function isAccessTokenType(typ: unknown): boolean {
  return typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ)
}
