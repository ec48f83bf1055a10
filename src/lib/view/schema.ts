import type {SchemaDifference} from '../api/schema-difference.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** What changed in a schema, a line each, and what of it breaks clients. */
export function schemaDifferenceText({added, removed, changed, breaking}: SchemaDifference): string {
  const lines = [
    ...removed.map(at => paint.red(`- ${safe(at)}`)),
    ...added.map(at => paint.green(`+ ${safe(at)}`)),
    ...changed.flatMap(({at, from, to}) => [
      paint.red(`- ${safe(`${at}${from}`)}`),
      paint.green(`+ ${safe(`${at}${to}`)}`),
    ]),
  ]
  if (lines.length === 0) return 'Nothing changed.'
  return [...lines, ...breaking.map(words => `${paint.yellow('Breaks clients:')} ${safe(words)}`)].join('\n')
}
