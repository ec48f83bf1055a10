import type {Cause} from '../failure.ts'
import {causesText} from './causes.ts'
import {jsonDocumentText} from './json-document.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

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
export function explanationText({causes}: {readonly causes: readonly Cause[]}): string {
  return causesText('Refused:', causes)
}
