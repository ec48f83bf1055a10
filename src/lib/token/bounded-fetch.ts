import {Failure} from '../failure.ts'
import {Rejection} from './rejection.ts'
import {type JsonObject, parseObject} from './strict-json.ts'

/** The part of the world that reaches the network. */
export interface Network {
  readonly fetch: (input: URL, init?: RequestInit) => Promise<Response>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cancelled?: AbortSignal
}

export interface Bounds {
  /** Bytes of body after decompression. Default 1 MiB. */
  readonly bytes?: number
  /** Milliseconds from the first packet to the last byte. Default ten seconds. */
  readonly ms?: number
}

/**
 * GETs one JSON object, within bounds of time and size, following no redirect. `what` names it in messages; `url` has
 * gone through `secureUrl`. A 404 answers undefined, for callers that know another place.
 * @throws Failure `unreachable` for anything that is not a 200 with a JSON object; `timed_out`; `usage` when TLS
 * certificates would go unchecked.
 */
export async function fetchJson(
  {fetch, env, cancelled}: Network,
  url: URL,
  what: string,
  {bytes = 1024 * 1024, ms = 10_000}: Bounds = {},
): Promise<JsonObject | undefined> {
  refuseUncheckedTls(env, url)
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
    return parseObject(await boundedBody(response, bytes, `${what} at ${url.href}`), what)
  } catch (error) {
    if (error instanceof Failure) throw error
    if (error instanceof Rejection) throw new Failure('unreachable', `${error.message} (${url.href})`, {cause: error})
    if (cancelled?.aborted) throw cancelled.reason
    if (timeout.aborted) throw new Failure('timed_out', `${what} did not arrive from ${url.href} in ${ms / 1000} s.`)
    throw new Failure('unreachable', `${what} could not be fetched from ${url.href}: ${reason(error)}.`, {cause: error})
  }
}

/**
 * Certificates that nobody checks make https worth nothing, so the switch for it stops us.
 * @throws Failure `usage`.
 */
export function refuseUncheckedTls(env: Network['env'], {protocol}: URL): void {
  if (protocol !== 'https:' || env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return
  throw new Failure(
    'usage',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off; authctl does not go on so.',
    {
      hints: ['unset NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_EXTRA_CA_CERTS=FILE trusts one more certificate authority'],
    },
  )
}

function objectionTo({status, headers, type}: Response): string | undefined {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return 'redirects; that is not followed'
  if (status !== 200) return `answered ${status}`
  const media = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(media)) return `answered ${media || 'no type'} instead of JSON`
  if ((headers.get('content-encoding') ?? '').split(',').length > 2) return 'is encoded over and over'
  return undefined
}

async function boundedBody(response: Response, limit: number, what: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limit) throw new Failure('unreachable', `${what} is larger than ${limit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** fetch says “fetch failed” and hides why in the cause. */
function reason(error: unknown): string {
  const {cause, message} = error as {cause?: {code?: string; message?: string}; message?: string}
  return cause?.code ?? cause?.message ?? message ?? 'unknown reason'
}
