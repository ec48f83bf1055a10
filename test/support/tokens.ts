import {createHmac, generateKeyPairSync, type KeyObject, sign as signBytes} from 'node:crypto'
import {algorithms} from '../../src/lib/token/algorithms.ts'

/** A key pair under a key id, with its public half as a JWK: a small issuer for tests. */
export interface TestKey {
  readonly kid: string
  readonly alg: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: Record<string, unknown>
}

export function testKey(alg: string, kid = `${alg}-key`, modulusLength = 2048): TestKey {
  const {privateKey, publicKey} = generate(alg, modulusLength)
  return {kid, alg, privateKey, publicKey, jwk: {...publicKey.export({format: 'jwk'}), kid, alg, use: 'sig'}}
}

function generate(alg: string, modulusLength: number): {privateKey: KeyObject; publicKey: KeyObject} {
  const kind = algorithms.get(alg)
  if (kind?.kty === 'EC') return generateKeyPairSync('ec', {namedCurve: kind.crv ?? ''})
  if (kind?.kty === 'OKP') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', {modulusLength})
}

/** A token signed by `key`; `header` and `claims` may be raw text to say what no JSON writer would. */
export function signed(key: TestKey, claims: object | string, header: object | string = {}): string {
  const head = typeof header === 'string' ? header : {alg: key.alg, kid: key.kid, ...header}
  const input = `${part(head)}.${part(claims)}`
  return `${input}.${signature(key, input).toString('base64url')}`
}

/** The raw signature of `key` over `input`, as JWS wants it. */
export function signature({alg, privateKey}: TestKey, input: string): Buffer {
  const {hash, pss} = algorithms.get(alg) ?? {}
  const options = pss ? {padding: 6, saltLength: Number(hash?.slice(3)) / 8} : {dsaEncoding: 'ieee-p1363' as const}
  return signBytes(hash, Buffer.from(input), {key: privateKey, ...options})
}

/** An HMAC token, as a forger with the public key in hand would make it. */
export function hmacSigned(secret: string | Buffer, claims: object, header: object): string {
  const input = `${part(header)}.${part(claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** One part of a token: JSON of a value, or raw text or bytes as they are. */
export function part(value: object | string): string {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  return bytes.toString('base64url')
}
