import {Rejection} from './rejection.ts'

/** A JSON object as parsed: member names and values came from elsewhere. */
export type JsonObject = {readonly [name: string]: unknown}

/** Far beyond any token seen, far below what exhausts a stack. */
const deepest = 64

const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})

/**
 * One JSON object from UTF-8 bytes, refusing what JSON.parse lets pass: duplicate members (the last would win, and
 * another reader might take the first), a byte order mark, invalid UTF-8, and nesting without bound.
 */
export function parseObject(bytes: Uint8Array, part: string): JsonObject {
  const text = decodeUtf8(bytes, part)
  const duplicate = scan(text, part)
  const value = parse(text, part)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Rejection('json', `The ${part} is JSON, but not an object.`)
  }
  if (duplicate !== undefined) throw new Rejection('duplicate_member', `The ${part} has “${duplicate}” twice.`)
  return value as JsonObject
}

function decodeUtf8(bytes: Uint8Array, part: string): string {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw new Rejection('utf8', `The ${part} is not valid UTF-8.`)
  }
  if (text.startsWith('\ufeff')) throw new Rejection('utf8', `The ${part} begins with a byte order mark.`)
  return text
}

function parse(text: string, part: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Rejection('json', `The ${part} is not JSON.`)
  }
}

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/**
 * The first member name that occurs twice in one object. Walks the text once without recursion; what is not JSON at all
 * it leaves for the parser to refuse.
 */
function scan(text: string, part: string): string | undefined {
  // One entry per open bracket: the names seen so far in an object, undefined in an array.
  const open: (Set<string> | undefined)[] = []
  let duplicate: string | undefined
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at)
      const names = open.at(-1)
      if (names && followedByColon(text, end)) {
        const name = plainName(text.slice(at, end + 1))
        if (names.has(name)) duplicate ??= name
        names.add(name)
      }
      at = end
    } else if (code === openBrace || code === openBracket) {
      open.push(code === openBrace ? new Set() : undefined)
      if (open.length > deepest) throw new Rejection('json_depth', `The ${part} is nested deeper than ${deepest}.`)
    } else if (code === closeBrace || code === closeBracket) {
      open.pop()
    }
  }
  return duplicate
}

/** Where the string that begins at `start` has its closing quote, or the end of a text that never closes it. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at
  }
  return text.length
}

function followedByColon(text: string, end: number): boolean {
  let at = end + 1
  while (isSpace(text.charCodeAt(at))) at++
  return text.charCodeAt(at) === colon
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** `"\u0061lg"` is the name `alg`, too. */
function plainName(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return JSON.parse(quoted)
  } catch {
    return quoted
  }
}
