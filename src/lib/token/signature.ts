import {constants, type KeyObject, verify} from 'node:crypto'
import {compactVerify, errors} from 'jose'
import type {CheckedHeader} from './header.ts'
import type {Jws} from './jws.ts'

/** Whether `key` made the signature of this token, which has passed the strict reading, under this header's algorithm. */
export type SignatureCheck = (
  token: string,
  jws: Jws,
  header: CheckedHeader,
  key: KeyObject,
) => Promise<boolean> | boolean

/** By jose. */
export const checkSignature: SignatureCheck = async (token, {signature}, {alg, algorithm}, key) => {
  if (algorithm.size !== undefined && signature.length !== algorithm.size) return false
  try {
    await compactVerify(token, key, {algorithms: [alg]})
    return true
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false
    throw error
  }
}

/**
 * By OpenSSL without leaving the thread: for thousands in a row, where jose's promises cost more than the arithmetic.
 * A bare key object is twice as fast as one among options, which is why ES256 signatures are rewritten for it.
 */
export const checkSignatureAtOnce: SignatureCheck = (_, {signingInput, signature}, {algorithm}, key) => {
  const {kty, hash, pss, size} = algorithm
  if (size !== undefined && signature.length !== size) return false
  const message = Buffer.from(signingInput)
  if (pss) {
    const {RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength} = constants
    return verify(hash, message, {key, padding, saltLength}, signature)
  }
  return verify(hash, message, key, kty === 'EC' ? derSignature(signature) : signature)
}

/** JWS writes an ECDSA signature as r and s side by side (RFC 7518, 3.4), X.509 as two DER integers (RFC 3279, 2.2.3). */
function derSignature(signature: Buffer): Buffer {
  const half = signature.length / 2
  const integers = Buffer.concat([derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half))])
  const length = integers.length < 128 ? [integers.length] : [0x81, integers.length]
  return Buffer.concat([Buffer.from([0x30, ...length]), integers])
}

/** Without needless zeros in front, and with one where the number would else look negative. */
function derInteger(bytes: Buffer): Buffer {
  const first = bytes.findIndex(byte => byte !== 0)
  const digits = first === -1 ? bytes.subarray(-1) : bytes.subarray(first)
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : []
  return Buffer.concat([Buffer.from([2, digits.length + sign.length, ...sign]), digits])
}
