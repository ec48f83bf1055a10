import {fromBase64url} from './base64url.ts'
import {Rejection} from './rejection.ts'
import {type JsonObject, parseObject} from './strict-json.ts'

/** A signed token taken apart (RFC 7515, 7.1). Nothing in it is proven. */
export interface Jws {
  readonly header: JsonObject
  readonly claims: JsonObject
  /** What the signature is over: header, dot, payload as they came. */
  readonly signingInput: string
  readonly signature: Buffer
}

/** In characters. The largest tokens in use are a hundredth of it. */
export const largestToken = 1024 * 1024

/**
 * Takes a compact JWS apart, strictly: what one reader would take for one thing and the next for another is refused.
 * @throws Rejection with the first structural rule that does not hold.
 */
export function readJws(token: string): Jws {
  const [head = '', body = '', tail = '', ...more] = partsOf(token)
  if (more.length === 2) throw new Rejection('encrypted')
  const header = parseObject(bytesOf(head, 'header'), 'header')
  const claims = parseObject(bytesOf(body, 'payload'), 'payload')
  return {header, claims, signingInput: `${head}.${body}`, signature: bytesOf(tail, 'signature')}
}

/**
 * The three parts of a signed token, or the five of an encrypted one.
 * @throws Rejection `too_large`, `malformed`.
 */
export function partsOf(token: string): string[] {
  if (token.length > largestToken) {
    throw new Rejection('too_large', `The token is ${token.length} characters long; ${largestToken} are the limit.`)
  }
  const parts = token.split('.', 6)
  if (parts.length !== 3 && parts.length !== 5) throw new Rejection('malformed', misshapen(token, parts.length))
  return parts
}

/** @throws Rejection `base64url`. */
export function bytesOf(part: string, name: string): Buffer {
  const bytes = fromBase64url(part)
  if (bytes === undefined) throw new Rejection('base64url', `The ${name} is not strict base64url${blemish(part)}.`)
  return bytes
}

function misshapen(token: string, parts: number): string {
  if (token === '') return 'The token is empty.'
  if (parts === 1) return 'This is no JWT: it has no dots. An opaque token means something to its issuer only.'
  return `This is no JWT: it has ${parts > 5 ? 'more than 5' : parts} parts instead of 3.`
}

function blemish(part: string): string {
  if (part.includes('=')) return ': it has padding'
  if (/\s/.test(part)) return ': it has whitespace in it'
  if (/[+/]/.test(part)) return ': it uses the standard alphabet'
  return ''
}
