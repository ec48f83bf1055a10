import {createHash} from 'node:crypto'
import {fromBase64url} from './base64url.ts'
import type {KeySource} from './key-source.ts'
import type {JsonObject} from './strict-json.ts'

/** One published key, as far as its owner describes it. */
export interface PublishedKey {
  readonly kid?: string
  /** Type of key: RSA, EC, OKP. */
  readonly kty: string
  readonly alg?: string
  readonly use?: string
  /** Curve of an EC or OKP key. */
  readonly crv?: string
  /** Length of an RSA modulus. */
  readonly bits?: number
  /** SHA-256 over the members that make the key (RFC 7638), in base64url: the same whatever the key is called. */
  readonly thumbprint: string
}

export interface PublishedKeys {
  readonly keys: readonly PublishedKey[]
  /** What the set's owner should know. */
  readonly warnings?: readonly string[]
}

/** The members that make a key, in the order in which they are hashed (RFC 7638, 3.2; RFC 8037, 2). */
const essence: Record<string, readonly string[]> = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
}

/** The keys that signatures are checked with; keys of other kinds are left out, as verification leaves them out. */
export async function publishedKeys(source: KeySource): Promise<PublishedKeys> {
  const {keys, warnings} = await source.current()
  return {keys: keys.map(described), ...(warnings.length > 0 && {warnings})}
}

function described(key: JsonObject): PublishedKey {
  const bits = key.kty === 'RSA' ? bitsOf(key.n) : undefined
  return {
    ...word(key, 'kid'),
    kty: String(key.kty),
    ...word(key, 'alg'),
    ...word(key, 'use'),
    ...word(key, 'crv'),
    ...(bits !== undefined && {bits}),
    thumbprint: thumbprint(key),
  }
}

function thumbprint(key: JsonObject): string {
  const members = essence[String(key.kty)] ?? []
  const canonical = JSON.stringify(Object.fromEntries(members.map(member => [member, key[member]])))
  return createHash('sha256').update(canonical).digest('base64url')
}

function bitsOf(modulus: unknown): number | undefined {
  const bytes = typeof modulus === 'string' ? fromBase64url(modulus) : undefined
  const first = bytes?.findIndex(byte => byte !== 0) ?? -1
  const top = bytes?.[first]
  return bytes === undefined || top === undefined ? undefined : (bytes.length - first - 1) * 8 + (32 - Math.clz32(top))
}

function word<K extends string>(key: JsonObject, member: K): {readonly [N in K]?: string} {
  const value = key[member]
  return (typeof value === 'string' ? {[member]: value} : {}) as {readonly [N in K]?: string}
}
