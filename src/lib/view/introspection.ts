import type {Introspection} from '../grants/introspect.ts'
import {paint} from './paint.ts'
import {recordText} from './record.ts'
import {claimRows, endingText} from './token.ts'

/** What the issuer says of a token. */
export function introspectionText({active, ...said}: Introspection, now: number): string {
  const head = active
    ? `${paint.green('Active')}${endingText(said.exp, now)}`
    : `${paint.red('Not active')} · ended, revoked, or never issued there; the issuer says no more.`
  return Object.keys(said).length === 0 ? head : `${head}\n\n${recordText(claimRows(said, now), '  ')}`
}
