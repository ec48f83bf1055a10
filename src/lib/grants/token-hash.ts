import {createHash} from 'node:crypto'
import type {IDToken} from 'openid-client'
import {Failure} from '../failure.ts'

/**
 * `at_hash` binds the ID token to the access token it came with: the left half of the access token's hash, by the hash
 * of the ID token's own algorithm (OpenID Connect Core, section 3.1.3.6). The claim is optional here; a wrong one is not.
 *
 * @throws Failure `token_rejected`.
 */
export function assertAccessTokenHash(idToken: string, {at_hash: given}: IDToken, accessToken: string): void {
  if (given === undefined) return
  const digest = createHash(hashOf(idToken)).update(accessToken, 'ascii').digest()
  if (given !== digest.subarray(0, digest.length / 2).toString('base64url'))
    throw new Failure('token_rejected', 'The ID token belongs to another access token (at_hash).')
}

/** RS256, PS256 and ES256 hash with SHA-256, and so on; Ed25519 is SHA-512 inside. */
function hashOf(idToken: string): string {
  const {alg} = JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString('utf8')) as {alg: string}
  const size = /^[RPE]S(256|384|512)$/.exec(alg)?.[1] ?? '512'
  return `sha${size}`
}
