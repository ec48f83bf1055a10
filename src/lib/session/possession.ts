import {createHash} from 'node:crypto'
import {signedProof} from '../grants/proof-of-possession.ts'

/** The request a proof is for, and the nonce its server wants in it. */
export interface Proven {
  readonly method: string
  readonly url: string
  readonly nonce?: string | undefined
}

/**
 * The headers that show an access token to an API: with a fresh proof, for this one request, where the token is bound to
 * a key (RFC 9449, sections 4.2 and 7.1), else as whoever holds it may use it (RFC 6750, section 2.1).
 */
export function presented(
  {accessToken, proofKey}: {readonly accessToken: string; readonly proofKey?: string | undefined},
  request: Proven,
  now: number,
): Record<string, string> {
  if (proofKey === undefined) return {authorization: `Bearer ${accessToken}`}
  return {authorization: `DPoP ${accessToken}`, dpop: proof(proofKey, accessToken, request, now)}
}

function proof(proofKey: string, accessToken: string, {method, url, nonce}: Proven, now: number): string {
  const {origin, pathname} = new URL(url)
  return signedProof(proofKey, {
    htm: method,
    htu: `${origin}${pathname}`,
    iat: Math.floor(now / 1000),
    ath: createHash('sha256').update(accessToken, 'ascii').digest('base64url'),
    ...(nonce !== undefined && {nonce}),
  })
}
