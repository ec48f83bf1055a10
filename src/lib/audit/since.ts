import {Failure} from '../failure.ts'

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** A moment: ISO 8601, or how long ago (`30m`, `12h`, `7d`). Milliseconds since the epoch. @throws Failure `usage`. */
export function momentOf(words: string, now: number): number {
  const [, amount, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(words) ?? []
  if (amount !== undefined) return now - Number(amount) * (units[unit] ?? 0)
  const moment = /^\d{4}-\d\d-\d\d/.test(words) ? Date.parse(words) : Number.NaN
  if (!Number.isNaN(moment)) return moment
  throw new Failure('usage', `“${words.slice(0, 80)}” is no time.`, {
    hints: ['--since 2026-03-01T12:00:00Z', '--since 7d'],
  })
}
