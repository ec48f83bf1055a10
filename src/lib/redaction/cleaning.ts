import {isObject, readBody} from './body.ts'
import type {Redaction} from './redaction.ts'

/** A document with every text in it cleaned, the names of its members too. */
export function cleanDocument<T>(redaction: Pick<Redaction, 'clean'>, document: T): T
export function cleanDocument(redaction: Pick<Redaction, 'clean'>, value: unknown): unknown {
  if (typeof value === 'string') return redaction.clean(value)
  if (Array.isArray(value)) return value.map(item => cleanDocument(redaction, item))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [redaction.clean(name), cleanDocument(redaction, member)]),
  )
}

/** An answer's body, cleaned so that JSON stays JSON. */
export function cleanBody(redaction: Pick<Redaction, 'clean'>, text: string, type: string | null): string {
  const body = readBody(text, type?.includes('json') ? type : null)
  return body.kind === 'json' ? JSON.stringify(cleanDocument(redaction, body.document)) : redaction.clean(text)
}
