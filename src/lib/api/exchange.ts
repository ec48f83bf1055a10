import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {parseExactly} from './exact-json.ts'
import {notGraphql} from './not-graphql.ts'

/** An answer that was read whole. */
export interface AnswerBody {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly document: object
}

const patienceMs = 60_000
const mostBytes = 20 * 1024 * 1024
const attempts = 3
/** A server that wants a longer pause than this is told about instead. */
const longestPauseMs = 10_000

/** Sends a request made anew for each attempt, waits out throttling within bounds, and reads the JSON answer. */
export async function exchange(
  world: Pick<World, 'fetch' | 'clock' | 'cancelled'>,
  url: string,
  make: () => Promise<RequestInit>,
): Promise<AnswerBody> {
  for (let attempt = 1; ; attempt++) {
    const {answer, text} = await once(world, url, await make())
    if (answer.status === 429) {
      const pause = pauseOf(answer, attempt)
      if (attempt < attempts && pause <= longestPauseMs) {
        await world.clock.sleep(pause, world.cancelled)
        continue
      }
    }
    const document = answered(answer, text)
    if (document) return {status: answer.status, headers: Object.fromEntries(answer.headers), document}
    throw notGraphql(url, answer, text)
  }
}

/**
 * A GraphQL response is believed under its own media type whatever the status, and as application/json only with a 2xx:
 * anything on the way may answer JSON (GraphQL over HTTP, section 6.4).
 */
function answered(answer: Response, text: string): object | undefined {
  const type = mediaType(answer)
  if (type !== 'application/graphql-response+json' && !(type === 'application/json' && answer.ok)) return undefined
  try {
    const document = parseExactly(text)
    const own = typeof document === 'object' && document !== null && ('data' in document || 'errors' in document)
    return own ? (document as object) : undefined
  } catch {
    return undefined
  }
}

function mediaType(answer: Response): string {
  return (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

async function once(
  {fetch, cancelled}: Pick<World, 'fetch' | 'cancelled'>,
  url: string,
  init: RequestInit,
): Promise<{answer: Response; text: string}> {
  const timeout = AbortSignal.timeout(patienceMs)
  const {origin} = new URL(url)
  try {
    // Redirects are not followed: fetch would repeat the body, and the credential, to wherever it is sent.
    const answer = await fetch(url, {...init, redirect: 'manual', signal: AbortSignal.any([timeout, cancelled])})
    return {answer, text: await read(answer)}
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    if (cancelled.aborted) throw cancelled.reason
    if (timeout.aborted)
      throw new Failure('timed_out', `${origin} did not answer within ${patienceMs / 1000} s.`, {cause})
    throw new Failure('unreachable', `${origin} could not be reached${reason(cause)}.`, {
      hints: ['authctl doctor', ...(isLocal(url) ? ['authctl emulator start'] : [])],
      cause,
    })
  }
}

async function read(answer: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) throw new Failure('unreachable', `The answer is larger than ${mostBytes / 1024 / 1024} MiB.`)
    text += decoder.decode(chunk, {stream: true})
  }
  return text + decoder.decode()
}

/** Milliseconds: what Retry-After says, in seconds or as a date, else doubling with jitter. */
function pauseOf({headers}: Response, attempt: number): number {
  const said = headers.get('retry-after')
  if (said === null) return 250 * 2 ** attempt * (0.5 + Math.random())
  const seconds = Number(said)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - Date.parse(headers.get('date') ?? said)
  return Number.isFinite(ms) ? Math.max(0, ms) : 1000
}

function reason(error: unknown): string {
  const {code} = ((error as {cause?: unknown}).cause ?? {}) as {code?: unknown}
  const words: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'the name is unknown',
    ECONNRESET: 'the connection was cut',
    UND_ERR_SOCKET: 'the connection was cut',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  }
  return typeof code === 'string' ? `: ${words[code] ?? code}` : ''
}

function isLocal(url: string): boolean {
  return /^http:\/\/(127\.|localhost|\[::1\])/.test(url)
}
