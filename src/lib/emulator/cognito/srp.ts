import {createHash, createHmac, randomBytes, timingSafeEqual} from 'node:crypto'
import type {PasswordVerifier} from '../factors.ts'

/**
 * SRP-6a as Cognito does it: the 3072-bit group of RFC 5054 (group 15 of RFC 3526), g = 2, SHA-256 over the bytes of
 * hexadecimal integers that are padded to stay positive, and a session key of 16 bytes from HKDF ("Caldera Derived Key").
 */
export const N = BigInt(
  `0x${[
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD',
    'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED',
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F',
    '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B',
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510',
    '15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7',
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C',
    'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
  ].join('')}`,
)
const g = 2n
const k = integer(sha256(padded(N), padded(g)))

/** Whose password it is: the pool's name is the part of its id after the underscore. */
export interface Identity {
  readonly poolName: string
  readonly userId: string
}

/** What is kept of a password: g^x, from which the password cannot be read back. */
export function verifierFor(identity: Identity, password: string, salt = randomBytes(16)): PasswordVerifier {
  const saltNumber = integer(salt)
  return {salt: saltNumber.toString(16), verifier: power(g, x(identity, saltNumber, password)).toString(16)}
}

/** Whether a password given in plain is the one kept. */
export function matches(identity: Identity, password: string, {salt, verifier}: PasswordVerifier): boolean {
  const given = power(g, x(identity, BigInt(`0x${salt}`), password)).toString(16)
  return sameBytes(Buffer.from(given), Buffer.from(verifier))
}

/** The server's half of a key agreement: `b` stays here, `B` goes to the client. */
export function serverHalf(verifier: string, b = integer(randomBytes(32))): {b: string; B: string} {
  const B = (k * BigInt(`0x${verifier}`) + power(g, b)) % N
  return {b: b.toString(16), B: B.toString(16)}
}

/** Whether `A` may be used: a multiple of N would make the shared secret known to anyone (RFC 5054, 2.5.4). */
export function usable(A: string): boolean {
  return /^[0-9a-f]{1,768}$/i.test(A) && BigInt(`0x${A}`) % N !== 0n
}

/** The key both ends arrive at, if the client knows the password. */
export function sharedKey(exchange: {A: string; b: string; B: string; verifier: string}): Buffer {
  const [A, b, B, v] = [exchange.A, exchange.b, exchange.B, exchange.verifier].map(hex => BigInt(`0x${hex}`)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ]
  const u = integer(sha256(padded(A), padded(B)))
  const S = power((A * power(v, u)) % N, b)
  const pseudorandom = createHmac('sha256', padded(u)).update(padded(S)).digest()
  return createHmac('sha256', pseudorandom).update('Caldera Derived Key\u0001').digest().subarray(0, 16)
}

/** The proof of the key: an HMAC over who, which attempt and when; base64. */
export function claim(key: Buffer, {poolName, userId}: Identity, secretBlock: string, timestamp: string): string {
  return createHmac('sha256', key)
    .update(poolName + userId)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest('base64')
}

export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

function x({poolName, userId}: Identity, salt: bigint, password: string): bigint {
  return integer(sha256(padded(salt), sha256(Buffer.from(`${poolName}${userId}:${password}`))))
}

/** Square and multiply. Node's Diffie-Hellman would first prove the prime, which takes seconds. */
export function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base % N, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % N)
    if (rest & 1n) result = (result * square) % N
  return result
}

/** An integer's bytes, with a leading zero where the first bit would make it negative. */
function padded(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 1 ? `0${hex}` : hex
  return Buffer.from(/^[89a-f]/i.test(even) ? `00${even}` : even, 'hex')
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
