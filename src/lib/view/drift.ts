import type {Difference, Drift} from '../setup/drift.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** What differs between a profile and what is deployed, field by field. */
export function driftText({profile, origin, same, differences}: Drift): string {
  const where = origin.kind === 'stack' ? `the stack ${safe(origin.name)}` : safe(origin.name)
  if (same) return `The profile ${paint.bold(safe(profile))} is what ${where} says.`
  const source =
    origin.kind === 'file' ? safe(origin.name) : origin.kind === 'stack' ? `--stack ${safe(origin.name)}` : ''
  const mend = ['authctl profile import', source, `--name ${safe(profile)} --update`].filter(Boolean).join(' ')
  return [`The profile ${paint.bold(safe(profile))} differs from ${where}:`, ...differences.map(line), '', mend].join(
    '\n',
  )
}

function line({field, from, profile, deployed}: Difference): string {
  return `  ${safe(field)}: ${word(profile)} → ${word(deployed)}  ${paint.dim(safe(from))}`
}

function word(value: Difference['profile']): string {
  if (value === undefined) return '(nothing)'
  if (typeof value === 'string') return safe(value)
  return safe('url' in value ? value.url : value.join(' '))
}
