import type {Clock} from '../../src/lib/world/world.ts'

/** A clock on which sleeping takes no time, and is written down. */
export interface ToldClock extends Clock {
  /** Each sleep so far, in milliseconds. */
  readonly slept: readonly number[]
}

export function toldClock(): ToldClock {
  const slept: number[] = []
  let ahead = 0
  return {
    slept,
    now: () => Date.now() + ahead,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      ahead += ms
      await new Promise(resolve => setImmediate(resolve))
      signal?.throwIfAborted()
    },
  }
}
