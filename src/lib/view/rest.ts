import {jsonDocumentText} from './json-document.ts'
import {safe} from './safe.ts'
import {safeText} from './safe-text.ts'

interface Answer {
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The body for a person: JSON laid out, text without what could move the cursor, and of bytes only that they are. */
export function restText({body, headers}: Answer): string {
  if (body === undefined) return ''
  if (typeof body !== 'string') return jsonDocumentText(body)
  const type = headers['content-type'] ?? 'no type'
  if (/[\0\ufffd]/.test(body)) return `(bytes of ${safe(type)}: send them to a file with >)`
  return safeText(body.replace(/\r?\n$/, ''))
}
