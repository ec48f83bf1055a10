import {Failure} from '../failure.ts'

// A zone is required: a time without one would mean another moment on another machine.
const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/i

/**
 * A moment as people write one: ISO 8601 with its zone (a bare date is midnight UTC), or seconds since the epoch.
 * Answers milliseconds since the epoch.
 * @throws Failure `usage`.
 */
export function parseTime(text: string): number {
  const ms = /^\d{1,11}(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : iso.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) {
    throw new Failure('usage', `“${text}” is no time: write 2026-03-01T12:00:00Z, or seconds since 1970.`)
  }
  return ms
}
