/** The stack's clock. Tests and people can order it about, and tokens, codes and locks follow. */
export interface StackClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Whole seconds since the epoch, as JWT claims have them. */
  seconds(): number
  /** Moves the clock by `ms` milliseconds; negative moves it back. */
  advance(ms: number): void
}

export function stackClock(now: () => number = Date.now): StackClock {
  let offset = 0
  const read = () => now() + offset
  return {
    now: read,
    seconds: () => Math.floor(read() / 1000),
    advance: ms => {
      offset += ms
    },
  }
}
