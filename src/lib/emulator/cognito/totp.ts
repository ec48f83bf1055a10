import {createHmac, randomBytes} from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 256 bits in base 32 (52 characters), as AssociateSoftwareToken hands out. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(32)].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/**
 * The step a code belongs to, undefined for a wrong one. RFC 6238: SHA-1, six digits, steps of 30 seconds; one step early
 * or late is let pass.
 */
export function stepOfCode(secret: string, code: string, seconds: number): number | undefined {
  const now = Math.floor(seconds / 30)
  return [now, now - 1, now + 1].find(step => totpCode(secret, step) === code)
}

/** The code of one 30-second step since the epoch. */
export function totpCode(secret: string, step: number): string {
  const bits = [...secret].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(eight => Number.parseInt(eight, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
