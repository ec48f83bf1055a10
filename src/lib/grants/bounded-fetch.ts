import {wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'
import {readUpTo} from '../net/read-up-to.ts'
import {unreached, wasClosed} from '../net/unreached.ts'
import {cleanBody} from '../redaction/cleaning.ts'
import {toldIn} from '../redaction/learning.ts'
import type {Fetch, World} from '../world/world.ts'
import {attemptsFor, patiently} from './throttling.ts'

export interface Bounds {
  /** For one request, from connecting to the last byte, in milliseconds. */
  readonly patienceMs?: number
  /** Largest body, in bytes after decompression. */
  readonly limit?: number
}

/**
 * A fetch fit for authorization servers. It sends to https, or to this machine, only; never follows a redirect (a 307
 * would carry the client secret on); reads at most `limit` bytes within `patienceMs`; comes back when told to come back
 * later; asks once more where a connection closed under a question that changes nothing (RFC 9110, section 9.2.2); and
 * cuts out of an answer whatever the request said in confidence.
 *
 * @throws Failure `unreachable`, `timed_out`, `throttled` or `cancelled`.
 */
export function boundedFetch(world: Pick<World, 'fetch' | 'clock' | 'cancelled'>, bounds: Bounds = {}): Fetch {
  return (input, init = {}) => {
    const url = String(input)
    const wrong = wrongAddress(url)
    if (wrong) throw new Failure('unreachable', `Nothing was sent to ${url.slice(0, 200)}: it ${wrong}.`)
    return patiently(world, attemptsFor(init), () => onceOrAgain(world, url, init, bounds))
  }
}

async function onceOrAgain(...[world, url, init, bounds]: Parameters<typeof once>): Promise<Response> {
  try {
    return await once(world, url, init, bounds)
  } catch (error) {
    // A kept connection may end at the very moment it is used again; whether a POST had arrived cannot be known.
    if ((init.method ?? 'GET') !== 'GET' || !wasClosed(error)) throw error
    return once(world, url, init, bounds)
  }
}

async function once(
  world: Pick<World, 'fetch' | 'cancelled'>,
  url: string,
  init: RequestInit,
  {patienceMs = 20_000, limit = 1024 * 1024}: Bounds,
): Promise<Response> {
  const patience = AbortSignal.timeout(patienceMs)
  const signals = [world.cancelled, patience, ...(init.signal ? [init.signal] : [])]
  try {
    const response = await world.fetch(url, {...init, redirect: 'manual', signal: AbortSignal.any(signals)})
    const body = await readUpTo(limit, response, `The answer of ${new URL(url).host}`)
    return answered(url, init, response, body)
  } catch (error) {
    throw world.cancelled.aborted ? world.cancelled.reason : unreached(error, new URL(url).host)
  }
}

function answered(url: string, init: RequestInit, {status, headers}: Response, body: Buffer): Response {
  const {host} = new URL(url)
  if (status >= 300 && status < 400)
    throw new Failure('unreachable', `${host} answered with a redirect (HTTP ${status}), which is not followed here.`)
  const wantsJson = new Headers(init.headers).get('accept')?.includes('json')
  const type = headers.get('content-type') ?? 'no content type'
  if (status === 200 && wantsJson && !/^application\/([\w.-]+\+)?(json|jwt)\b/i.test(type))
    throw new Failure('unreachable', `${host} answered ${type.slice(0, 100)} where JSON was expected.`)
  const kept = new Headers(headers)
  // The challenge beside an OAuth error says less than the error itself (RFC 6749, section 5.2).
  if (init.method === 'POST') kept.delete('www-authenticate')
  const redaction = toldIn({...init, url})
  const challenge = kept.get('www-authenticate')
  // Headers have no letters beyond Latin-1.
  if (challenge !== null) kept.set('www-authenticate', redaction.clean(challenge).replaceAll('•', '*'))
  if (status === 204) return new Response(null, {status, headers: kept})
  const text = status < 400 ? body : cleanBody(redaction, body.toString('utf8'), type)
  return new Response(text, {status, headers: kept})
}
