import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** JSON for reading: what could move the cursor or hide is written as an escape, which is the same JSON. */
export function jsonDocumentText(document: unknown): string {
  return JSON.stringify(document, undefined, 2).replace(unsafe, character =>
    [...character].map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
}

// DEL, C1, soft hyphen, zero-width and directional marks, line separators, BOM; tag characters as their surrogates
const unsafe =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g

/** The HTTP answer's head, then its body. Cookies are credentials and are not shown. */
export function includedText({
  status,
  headers,
  response,
}: {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly response: unknown
}): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${paint.dim(`${safe(name)}:`)} ${name === 'set-cookie' ? '•••' : safe(value)}`,
  )
  return [`HTTP ${status}`, ...lines, '', jsonDocumentText(response)].join('\n')
}

/** Why something was refused, and what mends it: the same form as a failure's, after an answer that stands. */
export function explanationText({why, hints}: {readonly why: string; readonly hints: readonly string[]}): string {
  return [`${paint.red('Refused:')} ${safe(why)}.`, ...hints.map(hint => `  ${paint.dim('→')} ${safe(hint)}`)].join(
    '\n',
  )
}
