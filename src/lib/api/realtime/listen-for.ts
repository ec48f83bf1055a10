import {Failure} from '../../failure.ts'
import type {CredentialSource, Proving} from '../credential.ts'
import type {Target} from '../target.ts'
import {type Listener, type Listening, subscribe} from './subscribe.ts'

export interface Bounds {
  /** Enough after this many events. */
  readonly count?: number | undefined
  /** Enough after this many milliseconds. */
  readonly forMs?: number | undefined
}

/** Thrown through a conversation when it has served its purpose. */
class Enough extends Error {}

/**
 * Listens until the server is done, as many events came as were wanted, or the time is over.
 * @throws Failure `timed_out` where the time ended before as many came; whatever `subscribe` throws
 */
export async function listenFor<Question, Event>(
  world: Proving,
  target: Target,
  question: Question,
  source: CredentialSource,
  {count, forMs, listener, dialects}: Bounds & Listening<Question, Event>,
): Promise<void> {
  const time = new AbortController()
  const clock = forMs === undefined ? undefined : setTimeout(() => time.abort(new Enough()), forMs)
  const cancelled = AbortSignal.any([world.cancelled, time.signal])
  let heard = 0
  const counting: Listener<Event> = {
    ...listener,
    event: event => {
      listener.event(event)
      heard += 1
      if (heard === count) throw new Enough()
    },
  }
  try {
    await subscribe(Object.create(world, {cancelled: {value: cancelled}}), target, question, source, {
      listener: counting,
      dialects,
    })
  } catch (error) {
    if (!(error instanceof Enough)) throw error
    if (count !== undefined && heard < count)
      throw new Failure('timed_out', `${heard} of ${count} events came in ${(forMs ?? 0) / 1000} s.`)
  } finally {
    clearTimeout(clock)
  }
}
