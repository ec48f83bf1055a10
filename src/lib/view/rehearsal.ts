import type {Change, Rehearsal} from '../directory/rehearsal.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** A dry run in words: what would be sent, and what would be different. */
export function rehearsalText({calls, changes}: Rehearsal): string {
  if (calls.length === 0) return 'Dry run: nothing would be sent.'
  return [
    'Dry run: nothing was sent. These requests would be:',
    ...calls.map(({operation, input}) => `  ${paint.bold(operation)} ${safe(JSON.stringify(input))}`),
    ...(changes.length === 0 ? ['Nothing would be different.'] : ['What would be different:', changesText(changes)]),
  ].join('\n')
}

/** What is different: a line for what goes, a line for what comes. Of lists, only the items that do. */
export function changesText(changes: readonly Change[]): string {
  return changes.flatMap(lines).join('\n')
}

function lines({path, before, after}: Change): string[] {
  const line = (sign: string, value: unknown) => `  ${sign} ${safe(path)}: ${safe(said(value))}`
  const [gone, come] = isList(before) || isList(after) ? items(before, after) : [only(before), only(after)]
  return [...gone.map(value => paint.red(line('-', value))), ...come.map(value => paint.green(line('+', value)))]
}

function items(before: unknown, after: unknown): [gone: unknown[], come: unknown[]] {
  const [from, to] = [isList(before) ? before : only(before), isList(after) ? after : only(after)]
  const others = (list: readonly unknown[], than: readonly unknown[]) => {
    const known = new Set(than.map(item => JSON.stringify(item)))
    return list.filter(item => !known.has(JSON.stringify(item)))
  }
  return [others(from, to), others(to, from)]
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function only(value: unknown): unknown[] {
  return value === undefined ? [] : [value]
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
