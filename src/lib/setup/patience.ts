import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/**
 * Runs `work` with a signal that aborts when the person cancels, or after `seconds` with a Failure `timed_out` that
 * names `whom`. Whatever the work then does, this ends.
 */
export async function within<T>(
  {cancelled}: Pick<World, 'cancelled'>,
  seconds: number,
  whom: string,
  work: (cancelled: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  const failure = new Failure('timed_out', `${whom} did not answer within ${seconds} seconds.`)
  const timer = setTimeout(() => late.abort(failure), seconds * 1000)
  const signal = AbortSignal.any([cancelled, late.signal])
  try {
    return await Promise.race([work(signal), aborted(signal)])
  } finally {
    clearTimeout(timer)
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), {once: true})
  })
}
