const steps: readonly [unit: string, seconds: number][] = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

/** Milliseconds since the epoch as ISO 8601 in UTC, without a fraction of zero: `2026-03-01T12:00:00Z`. */
export function isoTime(ms: number): string | undefined {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('.000Z', 'Z')
}

/** How far `ms` is from `now`, in its largest unit, rounded down: `3 minutes ago`, `in 2 days`, `now`. */
export function relativeTime(ms: number, now: number): string {
  const seconds = Math.floor(Math.abs(ms - now) / 1000)
  const [unit, size] = steps.find(([, step]) => seconds >= step) ?? ['second', 1]
  const amount = Math.floor(seconds / size)
  if (amount === 0) return 'now'
  const words = `${amount} ${unit}${amount === 1 ? '' : 's'}`
  return ms < now ? `${words} ago` : `in ${words}`
}

/** Both: `2026-03-01T12:00:00Z (3 minutes ago)`. */
export function timeText(ms: number, now: number): string | undefined {
  const iso = isoTime(ms)
  return iso && `${iso} (${relativeTime(ms, now)})`
}
