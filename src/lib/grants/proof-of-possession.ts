import {createPrivateKey, createPublicKey, randomBytes, sign} from 'node:crypto'
import type {Fetch} from '../world/world.ts'

/** A proof that whoever sends it holds this key (DPoP, RFC 9449, section 4.2), good for one request: `jti` is its own. */
export function signedProof(proofKey: string, claims: Readonly<Record<string, unknown>>): string {
  const {alg, ...jwk} = JSON.parse(proofKey)
  const publicJwk = createPublicKey({key: jwk, format: 'jwk'}).export({format: 'jwk'})
  const jti = randomBytes(16).toString('base64url')
  const input = [
    {typ: 'dpop+jwt', alg, jwk: publicJwk},
    {...claims, jti},
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const key = createPrivateKey({key: jwk, format: 'jwk'})
  const hash = alg === 'Ed25519' ? null : 'sha256'
  const signature = sign(hash, Buffer.from(input), {key, dsaEncoding: 'ieee-p1363', ...(alg === 'PS256' && pss)})
  return `${input}.${signature.toString('base64url')}`
}

/**
 * A fetch that makes a new proof when a request is sent once more: a server that was too busy to answer may remember the
 * one it saw (section 11.1).
 */
export function withFreshProofs(fetch: Fetch, proofKey: string, now: () => number): Fetch {
  const sent = new Set<string>()
  return (input, init = {}) => {
    const headers = new Headers(init.headers)
    const proof = headers.get('dpop')
    if (proof === null) return fetch(input, init)
    if (sent.has(proof)) headers.set('dpop', signedProof(proofKey, {...claimsOf(proof), iat: Math.floor(now() / 1000)}))
    sent.add(proof)
    return fetch(input, {...init, headers})
  }
}

function claimsOf(proof: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

/** RSASSA-PSS with a salt as long as the hash (RFC 7518, section 3.5). */
const pss = {padding: 6, saltLength: 32}
