import type {Change, Rehearsal} from '../directory/rehearsal.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** A dry run in words: what would be sent, and what would be different. */
export function rehearsalText({calls, changes}: Rehearsal): string {
  if (calls.length === 0) return 'Dry run: nothing would be sent.'
  return [
    'Dry run: nothing was sent. These requests would be:',
    ...calls.map(({operation, input}) => `  ${paint.bold(operation)} ${safe(JSON.stringify(input))}`),
    ...(changes.length === 0
      ? ['Nothing would be different.']
      : ['What would be different:', ...changes.flatMap(lines)]),
  ].join('\n')
}

function lines({path, before, after}: Change): string[] {
  return [
    ...(before === undefined ? [] : [paint.red(`  - ${safe(path)}: ${safe(said(before))}`)]),
    ...(after === undefined ? [] : [paint.green(`  + ${safe(path)}: ${safe(said(after))}`)]),
  ]
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
