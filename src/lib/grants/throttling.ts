import {Failure} from '../failure.ts'
import type {Clock, World} from '../world/world.ts'

/** Longer than this we do not wait for anybody: the person is told instead. */
const longestWaitMs = 20_000
const firstBackoffMs = 400

/**
 * How often a request may be sent when the server says "later" (429, 503). An authorization code is good for one use,
 * and whether it was used cannot be known from a 503; a rotating refresh token gets one second chance. The device flow
 * keeps time by itself.
 */
export function attemptsFor({method = 'GET', body}: Pick<RequestInit, 'method' | 'body'>): number {
  if (method === 'GET') return 3
  const grant = body instanceof URLSearchParams ? body.get('grant_type') : null
  if (grant === null || grant === 'client_credentials') return 3
  return grant === 'refresh_token' ? 2 : 1
}

/** Sends until an answer other than 429 or 503 comes, waiting as told (RFC 9110, section 10.2.3) or with jitter. */
export async function patiently(
  {clock, cancelled}: Pick<World, 'clock' | 'cancelled'>,
  attempts: number,
  send: () => Promise<Response>,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await send()
    if (attempt >= attempts || (response.status !== 429 && response.status !== 503)) return response
    await clock.sleep(waitBefore(response, attempt, clock), cancelled)
  }
}

/** What `Retry-After` asks for, in milliseconds: seconds or an HTTP date; undefined when absent or nonsense. */
export function retryAfterMs(response: Response, clock: Clock): number | undefined {
  const told = response.headers.get('retry-after')?.trim()
  if (!told) return undefined
  if (/^\d+$/.test(told)) return Number(told) * 1000
  const date = Date.parse(told)
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now())
}

/** @throws Failure `throttled` when the server asks for more patience than a person has. */
function waitBefore(response: Response, attempt: number, clock: Clock): number {
  const told = retryAfterMs(response, clock)
  const wait = told ?? firstBackoffMs * 2 ** (attempt - 1)
  if (wait > longestWaitMs)
    throw new Failure('throttled', `The server asks to come back in ${Math.ceil(wait / 1000)} seconds.`)
  return wait + Math.random() * Math.max(firstBackoffMs, wait / 2)
}
