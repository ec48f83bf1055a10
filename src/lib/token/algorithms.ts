/** A signature algorithm of RFC 7518 section 3 or RFC 8037, as keys must fit it. */
export interface Algorithm {
  readonly kty: 'RSA' | 'EC' | 'OKP'
  readonly crv?: string
  /** The digest; Ed25519 has its own inside. */
  readonly hash?: string
  readonly pss?: boolean
  /** Exact length of a signature in bytes; an RSA signature is as long as its key's modulus. */
  readonly size?: number
}

/** Everything accepted. Asymmetric only: a key set is public. */
export const algorithms: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>([
  ['RS256', {kty: 'RSA', hash: 'sha256'}],
  ['RS384', {kty: 'RSA', hash: 'sha384'}],
  ['RS512', {kty: 'RSA', hash: 'sha512'}],
  ['PS256', {kty: 'RSA', hash: 'sha256', pss: true}],
  ['PS384', {kty: 'RSA', hash: 'sha384', pss: true}],
  ['PS512', {kty: 'RSA', hash: 'sha512', pss: true}],
  ['ES256', {kty: 'EC', crv: 'P-256', hash: 'sha256', size: 64}],
  ['ES384', {kty: 'EC', crv: 'P-384', hash: 'sha384', size: 96}],
  ['ES512', {kty: 'EC', crv: 'P-521', hash: 'sha512', size: 132}],
  ['EdDSA', {kty: 'OKP', crv: 'Ed25519', size: 64}],
  ['Ed25519', {kty: 'OKP', crv: 'Ed25519', size: 64}],
])
