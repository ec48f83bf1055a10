import {createPublicKey, type JsonWebKey, type KeyObject} from 'node:crypto'
import type {Algorithm} from './algorithms.ts'
import {fromBase64url} from './base64url.ts'
import {type CheckedHeader, quoted} from './header.ts'
import {Rejection} from './rejection.ts'
import type {JsonObject} from './strict-json.ts'

/** Published keys that can verify signatures (RFC 7517, 5). */
export interface KeySet {
  readonly keys: readonly JsonObject[]
  /** What the set's owner should know. */
  readonly warnings: readonly string[]
}

const publicMembers = {RSA: ['kty', 'n', 'e'], EC: ['kty', 'crv', 'x', 'y'], OKP: ['kty', 'crv', 'x']} as const
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** Longer moduli only cost time. */
const rsaBits = {least: 2048, most: 16_384}
const imported = new WeakMap<JsonObject, KeyObject>()

/** Keeps the asymmetric keys of types known here; symmetric and unknown ones are left out, as if they were not there. */
export function keySetOf({keys}: JsonObject): KeySet {
  const objects = Array.isArray(keys) ? keys.filter(isObject) : []
  const exposed = objects.filter(key => privateMembers.some(member => Object.hasOwn(key, member)))
  return {
    keys: objects.filter(({kty}) => typeof kty === 'string' && Object.hasOwn(publicMembers, kty)),
    warnings: exposed.map(
      ({kid}) => `The key set publishes the secret part of key ${quoted(kid ?? '')}: whoever reads it can sign.`,
    ),
  }
}

/**
 * The one key that may have signed under this header, ready for use.
 * @throws Rejection `key_unknown`, `key_ambiguous`, `key_mismatch`, `key_weak`, `key_invalid`.
 */
export function selectKey({keys}: KeySet, header: CheckedHeader): KeyObject {
  const {kid, alg, algorithm} = header
  const named = kid === undefined ? keys : keys.filter(key => key.kid === kid)
  if (named.length === 0) {
    throw new Rejection(
      'key_unknown',
      kid === undefined ? 'There is no key to verify with.' : `No key has the id ${quoted(kid)}.`,
    )
  }
  const [key, ...others] = named.filter(candidate => fits(candidate, alg, algorithm))
  if (!key && kid === undefined) throw new Rejection('key_unknown', `No key is meant for ${alg}.`)
  if (!key) throw new Rejection('key_mismatch', `The key ${quoted(kid)} is not meant for ${alg} signatures.`)
  if (others.length > 0) throw new Rejection('key_ambiguous', 'More than one key fits, and no key id tells which.')
  return publicKey(key)
}

function fits(
  {kty, crv, use, alg: meant, key_ops: operations}: JsonObject,
  alg: string,
  algorithm: Algorithm,
): boolean {
  return (
    kty === algorithm.kty &&
    (algorithm.crv === undefined || crv === algorithm.crv) &&
    (use === undefined || use === 'sig') &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify'))) &&
    (meant === undefined || meant === alg || (algorithm.kty === 'OKP' && (meant === 'EdDSA' || meant === 'Ed25519')))
  )
}

function publicKey(jwk: JsonObject): KeyObject {
  const known = imported.get(jwk)
  if (known) return known
  if (jwk.kty === 'RSA') refuseWeakRsa(jwk)
  const members = publicMembers[jwk.kty as keyof typeof publicMembers]
  try {
    const key = Object.fromEntries(members.map(member => [member, jwk[member]])) as JsonWebKey
    const made = createPublicKey({key, format: 'jwk'})
    imported.set(jwk, made)
    return made
  } catch {
    throw new Rejection('key_invalid', 'The key that signed is not a valid public key.')
  }
}

/** With e = 1 anybody can sign; an even e is no RSA; both parse without complaint. */
function refuseWeakRsa({n, e}: JsonObject): void {
  const modulus = integer(n)
  const exponent = integer(e)
  if (modulus === undefined || exponent === undefined) throw new Rejection('key_invalid', 'The RSA key is incomplete.')
  const bits = modulus.toString(2).length
  if (bits < rsaBits.least)
    throw new Rejection('key_weak', `The RSA key has ${bits} bits; ${rsaBits.least} are needed.`)
  if (bits > rsaBits.most)
    throw new Rejection('key_weak', `The RSA key has ${bits} bits; ${rsaBits.most} are the limit.`)
  if (modulus % 2n === 0n) throw new Rejection('key_weak', 'The RSA modulus is even.')
  if (exponent < 3n || exponent % 2n === 0n || exponent >= 2n ** 64n) {
    throw new Rejection('key_weak', 'The RSA exponent is not an odd number from 3 up to 64 bits.')
  }
}

function integer(text: unknown): bigint | undefined {
  const bytes = typeof text === 'string' && text.length < 8192 ? fromBase64url(text) : undefined
  return bytes && bytes.length > 0 ? BigInt(`0x${bytes.toString('hex')}`) : undefined
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
