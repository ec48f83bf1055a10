import {createHash, createPrivateKey, createPublicKey, randomBytes, sign} from 'node:crypto'

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
  const {alg, ...jwk} = JSON.parse(proofKey)
  const {origin, pathname} = new URL(url)
  const claims = {
    jti: randomBytes(16).toString('base64url'),
    htm: method,
    htu: `${origin}${pathname}`,
    iat: Math.floor(now / 1000),
    ath: createHash('sha256').update(accessToken, 'ascii').digest('base64url'),
    ...(nonce !== undefined && {nonce}),
  }
  const publicJwk = createPublicKey({key: jwk, format: 'jwk'}).export({format: 'jwk'})
  const input = [{typ: 'dpop+jwt', alg, jwk: publicJwk}, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const key = createPrivateKey({key: jwk, format: 'jwk'})
  const hash = alg === 'Ed25519' ? null : 'sha256'
  const signature = sign(hash, Buffer.from(input), {key, dsaEncoding: 'ieee-p1363', ...(alg === 'PS256' && pss)})
  return `${input}.${signature.toString('base64url')}`
}

/** RSASSA-PSS with a salt as long as the hash (RFC 7518, section 3.5). */
const pss = {padding: 6, saltLength: 32}
