import {failedWith} from '../failure.ts'
import type {TokenSet} from '../grants/token-set.ts'
import {decodeToken} from '../token/decode.ts'
import type {JsonObject} from '../token/strict-json.ts'
import type {About, KeptToken} from './label.ts'

/** What a session shows of itself. The person comes from the ID token, which was verified when it was received. */
export function aboutTokens(tokens: TokenSet): About {
  const person = claimsOf(tokens.idToken)
  const username = words(person?.['cognito:username']) ?? words(person?.preferred_username) ?? words(person?.email)
  const groups = person?.['cognito:groups'] ?? person?.groups
  return {
    ...(tokens.subject !== undefined && {subject: tokens.subject}),
    ...(username !== undefined && {username}),
    ...(areWords(groups) && {groups}),
    ...(tokens.scope !== undefined && {scope: tokens.scope}),
    ...(tokens.proofKey !== undefined && {bound: true as const}),
    grant: tokens.grant,
    tokens: keptTokens(tokens),
  }
}

/** When the access token ends, in milliseconds: as the server said, else as the token itself says. */
export function endOf({expiresAt, accessToken}: TokenSet): number | undefined {
  return expiresAt ?? expiryOf(accessToken)
}

function keptTokens(tokens: TokenSet): KeptToken[] {
  const {idToken, refreshToken} = tokens
  return [
    {kind: 'access', ...expires(endOf(tokens))},
    ...(idToken === undefined ? [] : [{kind: 'id' as const, ...expires(expiryOf(idToken))}]),
    ...(refreshToken === undefined ? [] : [{kind: 'refresh' as const, ...expires(expiryOf(refreshToken))}]),
  ]
}

function expires(at: number | undefined): {expiresAt?: string} {
  const date = new Date(at ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? {} : {expiresAt: date.toISOString()}
}

/** When a token says that it ends, in milliseconds; undefined where only its issuer can read it. */
export function expiryOf(token: string): number | undefined {
  const exp = claimsOf(token)?.exp
  return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined
}

/** Undefined for a token that nobody but its issuer can read: an opaque one, or an encrypted one. */
function claimsOf(token: string | undefined): JsonObject | undefined {
  if (token === undefined) return undefined
  try {
    return decodeToken(token).claims
  } catch (error) {
    if (failedWith(error, 'usage')) return undefined
    throw error
  }
}

function words(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}

function areWords(claim: unknown): claim is string[] {
  return Array.isArray(claim) && claim.every(group => typeof group === 'string')
}
