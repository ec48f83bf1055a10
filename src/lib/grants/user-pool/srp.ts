import {createHash, createHmac, getDiffieHellman, randomBytes} from 'node:crypto'
import {Failure} from '../../failure.ts'

/**
 * The client's side of SRP-6a (RFC 5054) in Cognito's dialect: the 3072-bit group 15 of RFC 3526 with g = 2, SHA-256 over
 * integers padded to stay positive, a session key of 16 bytes from HKDF. The password never travels, and a server that
 * does not know its verifier learns nothing it could try passwords against.
 */
const N = integer(getDiffieHellman('modp15').getPrime())
const g = 2n
const k = integer(sha256(padded(N), padded(g)))

/** Whose secret is proven: a person's within a pool, or a device's within its group. */
export interface Prover {
  /** The part of a pool's id after the underscore; for a device, the key of its group. */
  readonly group: string
  readonly name: string
  readonly secret: string
}

/** What the server sends to have a secret proven (PASSWORD_VERIFIER, DEVICE_PASSWORD_VERIFIER). */
export interface Riddle {
  /** Hexadecimal integers. */
  readonly salt: string
  readonly B: string
  /** Base64. */
  readonly secretBlock: string
  readonly timestamp: string
}

/** Half of a key agreement: `A` goes to the server, the rest stays here. */
export interface Proof {
  /** Hexadecimal. */
  readonly A: string
  /**
   * The signature that only who knows the secret can make; base64.
   * @throws Failure `unreachable` for values of the server's with which anybody could.
   */
  sign(prover: Prover, riddle: Riddle): string
}

/** Begins a proof. `a` is random, and a parameter only so that a published exchange can be repeated. */
export function beginProof(a = integer(randomBytes(128))): Proof {
  const A = power(g, a)
  return {
    A: A.toString(16),
    sign: (prover, riddle) => {
      const B = hex(riddle.B)
      const u = integer(sha256(padded(A), padded(B)))
      // RFC 5054, section 2.5.3 and 2.6: with these the shared secret would not depend on the password.
      if (B % N === 0n || u === 0n) throw nonsense()
      const x = secretExponent(prover, hex(riddle.salt))
      const S = power(modulo(B - k * power(g, x)), a + u * x)
      return createHmac('sha256', sessionKey(S, u))
        .update(prover.group + prover.name)
        .update(Buffer.from(riddle.secretBlock, 'base64'))
        .update(riddle.timestamp)
        .digest('base64')
    },
  }
}

/** What a server keeps in place of a secret; both base64 of padded integers, as ConfirmDevice wants them. */
export function verifierOf(prover: Prover, salt = randomBytes(16)): {readonly salt: string; readonly verifier: string} {
  const number = integer(salt)
  const verifier = power(g, secretExponent(prover, number))
  return {salt: padded(number).toString('base64'), verifier: padded(verifier).toString('base64')}
}

/** `Tue May 7 00:09:40 UTC 2025`: English, UTC, the day without a leading zero. */
export function timestamp(now: number): string {
  const [, weekday, day, month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? []
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`
}

function secretExponent({group, name, secret}: Prover, salt: bigint): bigint {
  return integer(sha256(padded(salt), sha256(Buffer.from(`${group}${name}:${secret}`))))
}

/** HKDF (RFC 5869), one block of it, half of which is used. */
function sessionKey(S: bigint, u: bigint): Buffer {
  const pseudorandom = createHmac('sha256', padded(u)).update(padded(S)).digest()
  return createHmac('sha256', pseudorandom).update('Caldera Derived Key\u0001').digest().subarray(0, 16)
}

/** Square and multiply. Node's own Diffie-Hellman over a given prime would first prove it, which takes seconds. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base % N, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % N)
    if (rest & 1n) result = (result * square) % N
  return result
}

function modulo(value: bigint): bigint {
  const rest = value % N
  return rest < 0n ? rest + N : rest
}

/** An integer's bytes, with a leading zero where the first bit would make it negative. */
function padded(value: bigint): Buffer {
  const digits = value.toString(16)
  const even = digits.length % 2 === 1 ? `0${digits}` : digits
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

/** @throws Failure `unreachable` for what is no integer of the group's size. */
function hex(digits: string): bigint {
  if (!/^[0-9a-f]{1,800}$/i.test(digits)) throw nonsense()
  return BigInt(`0x${digits}`)
}

function nonsense(): Failure {
  return new Failure('unreachable', 'The server asks for a proof with numbers that would prove nothing.')
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
