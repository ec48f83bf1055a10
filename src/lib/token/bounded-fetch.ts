import {Failure} from '../failure.ts'
import type {Network} from '../net/network.ts'
import {readUpTo} from '../net/read-up-to.ts'
import {whyUnreached} from '../net/unreached.ts'
import {Rejection} from './rejection.ts'
import {type JsonObject, parseObject} from './strict-json.ts'

export interface Bounds {
  /** Bytes of body after decompression. Default 1 MiB. */
  readonly bytes?: number
  /** Milliseconds from the first packet to the last byte. Default ten seconds. */
  readonly ms?: number
}

/**
 * GETs one JSON object, within bounds of time and size, following no redirect. `what` names it in messages; `url` has
 * gone through `secureUrl`. A 404 answers undefined, for callers that know another place.
 * @throws Failure `unreachable` for anything that is not a 200 with a JSON object; `timed_out`.
 */
export async function fetchJson(
  {fetch, cancelled}: Network,
  url: URL,
  what: string,
  {bytes = 1024 * 1024, ms = 10_000}: Bounds = {},
): Promise<JsonObject | undefined> {
  const timeout = AbortSignal.timeout(ms)
  const signal = cancelled ? AbortSignal.any([timeout, cancelled]) : timeout
  try {
    const response = await fetch(url, {redirect: 'manual', signal, headers: {accept: 'application/json'}})
    if (response.status === 404) {
      await response.body?.cancel()
      return undefined
    }
    const objection = objectionTo(response)
    if (objection) {
      await response.body?.cancel()
      throw new Failure('unreachable', `${what} at ${url.href} ${objection}.`)
    }
    return parseObject(await readUpTo(bytes, response, `${what} at ${url.href}`), what)
  } catch (error) {
    if (error instanceof Failure) throw error
    if (error instanceof Rejection) throw new Failure('unreachable', `${error.message} (${url.href})`, {cause: error})
    if (cancelled?.aborted) throw cancelled.reason
    if (timeout.aborted) throw new Failure('timed_out', `${what} did not arrive from ${url.href} in ${ms / 1000} s.`)
    throw new Failure('unreachable', `${what} could not be fetched from ${url.href}: it ${whyUnreached(error)}.`, {
      cause: error,
    })
  }
}

function objectionTo({status, headers, type}: Response): string | undefined {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return 'redirects; that is not followed'
  if (status !== 200) return `answered ${status}`
  const media = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(media)) return `answered ${media || 'no type'} instead of JSON`
  if ((headers.get('content-encoding') ?? '').split(',').length > 2) return 'is encoded over and over'
  return undefined
}
