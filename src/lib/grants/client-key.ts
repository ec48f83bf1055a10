import {createPrivateKey, type JsonWebKey, type KeyObject, type webcrypto} from 'node:crypto'
import {Failure} from '../failure.ts'

/** A private key to sign with, and the name the server knows its public half by. */
export interface ClientKey {
  readonly key: webcrypto.CryptoKey
  readonly kid?: string
}

/** Whether a client's proof of itself is a private key, PEM or JWK, and no shared secret. */
export function isKey(proof: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(proof) || /^\s*\{/.test(proof)
}

/**
 * The client's private key, PEM or JWK, for the algorithm it says, or else for one that this server accepts (RFC 7518,
 * section 3.1; RFC 8414, `token_endpoint_auth_signing_alg_values_supported`).
 * @throws Failure `usage` for what is no such key, an encrypted one, or an RSA key shorter than 2048 bits.
 */
export function clientKey(text: string, accepted?: unknown): ClientKey {
  const jwk = parsed(text)
  const key = opened(text, jwk)
  const alg = algorithmFor(key, jwk?.alg, Array.isArray(accepted) ? accepted : undefined)
  const kid = typeof jwk?.kid === 'string' ? {kid: jwk.kid} : {}
  return {key: key.toCryptoKey(algorithms[alg], false, ['sign']), ...kid}
}

const rsa = (name: string, bits: number) => ({name, hash: `SHA-${bits}`})
const ec = (namedCurve: string) => ({name: 'ECDSA', namedCurve})

const algorithms = {
  RS256: rsa('RSASSA-PKCS1-v1_5', 256),
  RS384: rsa('RSASSA-PKCS1-v1_5', 384),
  RS512: rsa('RSASSA-PKCS1-v1_5', 512),
  PS256: rsa('RSA-PSS', 256),
  PS384: rsa('RSA-PSS', 384),
  PS512: rsa('RSA-PSS', 512),
  ES256: ec('P-256'),
  ES384: ec('P-384'),
  ES512: ec('P-521'),
  Ed25519: {name: 'Ed25519'},
}
type Algorithm = keyof typeof algorithms

const curves: Readonly<Record<string, Algorithm>> = {prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512'}

/** What a key can do, in the order in which we would choose. */
function abilities({asymmetricKeyType: type, asymmetricKeyDetails: details}: KeyObject): readonly Algorithm[] {
  const curve = curves[details?.namedCurve ?? '']
  if (type === 'rsa') return ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512']
  if (type === 'rsa-pss') return ['PS256', 'PS384', 'PS512']
  if (type === 'ed25519') return ['Ed25519']
  return curve ? [curve] : []
}

function algorithmFor(key: KeyObject, said: unknown, accepted: readonly unknown[] | undefined): Algorithm {
  if ((key.asymmetricKeyDetails?.modulusLength ?? 2048) < 2048)
    throw unusable('it is an RSA key of less than 2048 bits')
  const able = abilities(key)
  const alg = able.find(one => one === said) ?? able.find(one => accepted?.includes(one)) ?? able[0]
  if (alg === undefined) throw unusable('keys of its kind sign nothing here')
  return alg
}

function parsed(text: string): (JsonWebKey & {readonly alg?: unknown; readonly kid?: unknown}) | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unusable('it is not JSON', cause)
  }
}

function opened(text: string, jwk: JsonWebKey | undefined): KeyObject {
  try {
    return jwk ? createPrivateKey({key: jwk, format: 'jwk'}) : createPrivateKey(text)
  } catch (cause) {
    const locked = /ENCRYPTED/.test(text)
    throw unusable(locked ? 'it is locked with a passphrase' : 'it is no private key in PEM or JWK', cause)
  }
}

function unusable(why: string, cause?: unknown): Failure {
  return new Failure('usage', `The private key of the client cannot be used: ${why}.`, {
    hints: ['openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out client.pem'],
    cause,
  })
}
