import {isLoopback} from '../address.ts'
import {Failure} from '../failure.ts'
import {readUpTo} from '../net/read-up-to.ts'
import {whyUnreached} from '../net/unreached.ts'
import {toldIn} from '../redaction/learning.ts'
import type {FetchInit, World} from '../world/world.ts'

/** An answer that was read whole. */
export interface Received {
  readonly status: number
  readonly ok: boolean
  readonly headers: Headers
  readonly bytes: Buffer
  /** Takes out of words of the server what the request told it in confidence: for sentences of ours that repeat them. */
  clean(text: string): string
}

const patienceMs = 60_000
const mostBytes = 20 * 1024 * 1024
const attempts = 3
/** A server that wants a longer pause than this is told about instead. */
const longestPauseMs = 10_000

/**
 * Sends a request, made anew for each attempt, and reads the answer. Asked again only when told to come back later:
 * after 429 always, since nothing was done then, and after 503 where doing it twice does no harm (RFC 9110, 9.2.2).
 * @throws Failure `unreachable`, `timed_out` or `cancelled`
 */
export async function received(
  world: Pick<World, 'fetch' | 'clock' | 'cancelled'>,
  url: string,
  make: (nonce?: string) => Promise<FetchInit>,
): Promise<Received> {
  let nonce: string | undefined
  for (let attempt = 1; ; attempt++) {
    const init = await make(nonce)
    const answer = await once(world, url, init)
    const wanted = nonce === undefined ? nonceWanted(answer) : undefined
    if (wanted !== undefined) {
      nonce = wanted
      continue
    }
    if (attempt === attempts || !askedToWait(answer, init.method)) return answer
    const pause = pauseOf(answer, attempt)
    if (pause > longestPauseMs) return answer
    await world.clock.sleep(pause, world.cancelled)
  }
}

function askedToWait({status}: Received, method = 'GET'): boolean {
  return status === 429 || (status === 503 && /^(GET|HEAD|OPTIONS|PUT|DELETE)$/.test(method))
}

/** Asked for once: nothing was done with a request whose proof lacked the nonce (RFC 9449, section 9). */
function nonceWanted({status, headers}: Received): string | undefined {
  const challenge = headers.get('www-authenticate') ?? ''
  return status === 401 && challenge.includes('use_dpop_nonce') ? (headers.get('dpop-nonce') ?? undefined) : undefined
}

async function once(
  {fetch, cancelled}: Pick<World, 'fetch' | 'cancelled'>,
  url: string,
  init: FetchInit,
): Promise<Received> {
  const timeout = AbortSignal.timeout(patienceMs)
  const {origin} = new URL(url)
  try {
    // Redirects are not followed: fetch would repeat the body, and the credential, to wherever it is sent.
    const answer = await fetch(url, {...init, redirect: 'manual', signal: AbortSignal.any([timeout, cancelled])})
    const {status, ok, headers} = answer
    const bytes = await readUpTo(mostBytes, answer, `The answer of ${origin}`)
    return {status, ok, headers, bytes, clean: text => toldIn({...init, url}).clean(text)}
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    if (cancelled.aborted) throw cancelled.reason
    if (timeout.aborted)
      throw new Failure('timed_out', `${origin} did not answer within ${patienceMs / 1000} s.`, {cause})
    throw unreachedBecause(cause, origin)
  }
}

/** Milliseconds: what Retry-After says, in seconds or as a date, else doubling with jitter. */
function pauseOf({headers}: Received, attempt: number): number {
  const said = headers.get('retry-after')
  if (said === null) return 250 * 2 ** attempt * (0.5 + Math.random())
  const seconds = Number(said)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - Date.parse(headers.get('date') ?? said)
  return Number.isFinite(ms) ? Math.max(0, ms) : 1000
}

/** That `origin` could not be reached, with the reason in words; Failures pass through. */
export function unreachedBecause(cause: unknown, origin: string): Failure {
  if (cause instanceof Failure) return cause
  return new Failure('unreachable', `${origin} could not be reached: it ${whyUnreached(cause)}.`, {
    hints: ['authctl doctor', ...(isLoopback(origin.replace(/^ws/, 'http')) ? ['authctl emulator start'] : [])],
    cause,
  })
}
