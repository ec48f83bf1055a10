import type {Difference, TokenDiff} from '../token/diff.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'
import {timeText} from './time.ts'

const times = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at'])
const names = {id: 'an ID token', access: 'an access token', refresh: 'a refresh token', other: 'another token'}

/** What differs, one member after the other; of lists, what came and what went. */
export function tokenDiffText({same, differences, before, after}: TokenDiff, now: number): string {
  const telling = differences.filter(({perToken}) => !perToken)
  const own = differences.filter(({perToken}) => perToken).map(({name}) => safe(name))
  const kinds = before.kind === after.kind ? [] : [`First ${names[before.kind]}, then ${names[after.kind]}.`]
  return [
    'Neither token was verified.',
    ...kinds,
    ...(same ? ['They say the same.'] : telling.map(one => differenceText(one, now))),
    ...(own.length === 0 ? [] : [paint.dim(`Each has its own: ${own.join(', ')}.`)]),
  ].join('\n')
}

function differenceText(difference: Difference, now: number): string {
  const {part, name, change, before, after} = difference
  const label = `${part === 'header' ? 'header ' : ''}${safe(name)}`
  const lists = [listOf(name, before), listOf(name, after)] as const
  const [was, is] = lists
  if (change === 'changed' && was && is) {
    const gone = was.filter(item => !is.includes(item)).map(removed)
    const come = is.filter(item => !was.includes(item)).map(added)
    if (gone.length + come.length > 0) return [label, ...gone, ...come].join('\n')
  }
  return [
    label,
    ...(change === 'added' ? [] : [removed(valueText(name, before, now))]),
    ...(change === 'removed' ? [] : [added(valueText(name, after, now))]),
  ].join('\n')
}

const removed = (text: string) => paint.red(`  - ${text}`)
const added = (text: string) => paint.green(`  + ${text}`)

/** Groups, audiences and the like, and scopes, which stand in one string. */
function listOf(name: string, value: unknown): string[] | undefined {
  if (name === 'scope' && typeof value === 'string') return value.split(' ').map(safe)
  return Array.isArray(value) && value.every(item => typeof item === 'string') ? value.map(safe) : undefined
}

function valueText(name: string, value: unknown, now: number): string {
  if (times.has(name) && typeof value === 'number') return timeText(value * 1000, now) ?? String(value)
  return safe(typeof value === 'string' ? value : JSON.stringify(value))
}
