import {isObject} from '../redaction/body.ts'

/** A JWT's own words, read without any check: for telling people about, and nothing else. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Undefined for what is no signed JWT. */
export function jwtIn(token: unknown): Jwt | undefined {
  if (typeof token !== 'string') return undefined
  const [header, claims, , ...more] = token.split('.').slice(0, 4)
  if (more.length > 0) return undefined
  const parts = {header: part(header), claims: part(claims)}
  return isObject(parts.header) && isObject(parts.claims) ? (parts as Jwt) : undefined
}

function part(text = ''): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
