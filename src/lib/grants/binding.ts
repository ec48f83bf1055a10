import {createPublicKey, type JsonWebKey} from 'node:crypto'
import type {Configuration, DPoPHandle, ServerMetadata} from 'openid-client'
import {Failure} from '../failure.ts'
import {clientKey} from './client-key.ts'

type Library = typeof import('openid-client')

/**
 * Tokens bound to a key that stays here (DPoP, RFC 9449): whoever steals them cannot use them. Handed to each of the
 * library's requests, which then carries a proof made for it alone, and is sent once more when the server wants its nonce
 * in it (section 8).
 */
export interface Binding {
  /** The private key, a JWK as JSON: as secret as the tokens, and kept with them. */
  readonly key: string
  readonly DPoP: DPoPHandle
}

/** Algorithms we make keys for, in the order in which we would choose. */
const algorithms = ['ES256', 'Ed25519', 'PS256', 'RS256'] as const

/**
 * A new key, of a kind this server accepts.
 * @throws Failure `unsupported` for a server that does not say it binds tokens (section 5.1).
 */
export async function newKey(oidc: Library, server: ServerMetadata): Promise<string> {
  const {dpop_signing_alg_values_supported: accepted} = server
  const alg = Array.isArray(accepted) ? algorithms.find(one => accepted.includes(one)) : undefined
  if (alg === undefined)
    throw new Failure('unsupported', `${server.issuer} does not say that it can bind tokens to a key (DPoP).`)
  const {privateKey} = await oidc.randomDPoPKeyPair(alg, {extractable: true})
  const {key_ops: _, ext: __, ...jwk} = await crypto.subtle.exportKey('jwk', privateKey)
  return JSON.stringify({...jwk, alg})
}

/** The binding to a key that was made before. */
export function bindingTo(oidc: Library, config: Configuration, key: string): Binding {
  const privateKey = clientKey(key).key
  const jwk = JSON.parse(key) as JsonWebKey
  const publicKey = createPublicKey({key: jwk, format: 'jwk'}).toCryptoKey(privateKey.algorithm as never, true, [
    'verify',
  ])
  return {key, DPoP: oidc.getDPoPHandle(config, {privateKey, publicKey})}
}
