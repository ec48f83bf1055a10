import type {DecodedToken} from '../token/decode.ts'
import type {Explanations} from '../token/explain.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'
import {relativeTime, timeText} from './time.ts'

const titles = {id: 'ID token', access: 'Access token', refresh: 'Refresh token', other: 'Token'}
const times = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at'])

/** A decoded token for reading. Without colour: decoding is the quickest thing this program does. */
export function decodedText(
  {header, claims, kind, remarks = [], explanations}: DecodedToken & {readonly explanations?: Explanations},
  now: number,
): string {
  const section = (name: string, members: object) => ['', name, recordText(claimRows(members, now, explanations), '  ')]
  return [
    `${titles[kind]}, not verified${endingText(claims?.exp, now)}`,
    ...remarks.map(safe),
    ...section('Header', header),
    ...(claims ? section('Claims', claims) : []),
  ].join('\n')
}

/** Claims as rows, times told in words; what a claim means stands beneath it. */
export function claimRows(claims: object, now: number, explanations: Explanations = {}): Row[] {
  return Object.entries(claims).map(([name, value]) => {
    const meaning = Object.hasOwn(explanations, name) ? explanations[name] : undefined
    return [safe(name), [claimText(name, value, now), ...(meaning === undefined ? [] : [`  ${meaning}`])]]
  })
}

/** ` · ends in 2 minutes`, ` · expired 3 days ago`, or nothing where no end is told. */
export function endingText(exp: unknown, now: number): string {
  if (typeof exp !== 'number' || timeText(exp * 1000, now) === undefined) return ''
  const when = relativeTime(exp * 1000, now)
  return exp * 1000 > now ? ` · ends ${when}` : ` · expired ${when}`
}

/** Lists of words are joined; a number that is a time is told as one; a string's own line ends cannot forge a line. */
function claimText(name: string, value: unknown, now: number): string {
  if (times.has(name) && typeof value === 'number') return timeText(value * 1000, now) ?? String(value)
  if (typeof value === 'string') return safe(value)
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.map(safe).join(', ')
  return safe(JSON.stringify(value))
}
