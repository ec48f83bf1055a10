import {spellings} from './spellings.ts'

/** What must not be shown, and the pen that strikes it out. */
export interface Redaction {
  /** From now on this is struck out of every text, whole or in parts, however it is spelled. */
  learn(secret: string): void
  /** `text` without what was learned, and without anything that looks like a token. */
  clean(text: string): string
}

export const mask = '•••'

/** Shorter ones would strike out half of every text; they are hidden by their names alone. */
const shortest = 4
/** From this length on a part of a secret is one, too. */
const divisible = 12
/** Characters in a row that are a part. */
const longestPart = 8

/** Compact JWS and JWE, wherever they stand. */
const tokens = /\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g
/** A run of what stands in addresses and JSON without a space, and whether some of it is spelled by codes. */
const words = /[\w.~+%\\-]+/g
const codes = /%[0-9a-f]{2}|\\u[0-9a-f]{4}/i

/**
 * A redaction that knows nothing yet. A server may repeat a secret in an error, encoded or cut in two: any eight characters
 * in a row that a long secret has, in any of its spellings, are struck out.
 */
export function redaction(): Redaction {
  const learned = new Set<string>()
  /** By their length: whole short secrets, and the parts of long ones. */
  const parts = new Map<number, Set<string>>()

  const add = (part: string) => {
    const known = parts.get(part.length) ?? new Set()
    parts.set(part.length, known.add(part))
  }
  const strike = (text: string) => {
    const struck = new Uint8Array(text.length)
    let any = false
    for (const [length, known] of parts)
      for (let at = 0; at + length <= text.length; at++)
        if (known.has(text.slice(at, at + length))) {
          struck.fill(1, at, at + length)
          any = true
        }
    return any ? without(text, struck) : text
  }
  return {
    learn: secret => {
      if (secret.length < shortest || learned.has(secret)) return
      learned.add(secret)
      for (const spelling of spellings(secret)) {
        if (secret.length < divisible) add(spelling)
        else for (const part of partsOf(spelling, Math.min(longestPart, Math.ceil(secret.length / 2)))) add(part)
      }
    },
    clean: text => {
      const readable = text.replace(words, word => {
        if (!codes.test(word)) return word
        const plain = unescaped(word)
        const clean = strike(plain)
        return clean === plain ? word : clean
      })
      return strike(readable.replace(tokens, mask))
    },
  }
}

function* partsOf(text: string, length: number): Generator<string> {
  for (let at = 0; at + length <= text.length; at++) yield text.slice(at, at + length)
}

function without(text: string, struck: Uint8Array): string {
  let kept = ''
  for (let at = 0; at < text.length; at++) {
    if (!struck[at]) kept += text[at]
    else if (!struck[at - 1]) kept += mask
  }
  return kept
}

function unescaped(word: string): string {
  return word
    .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, run => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
}
