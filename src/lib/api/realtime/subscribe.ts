import {Failure} from '../../failure.ts'
import {knowing} from '../../redaction/learning.ts'
import type {World} from '../../world/world.ts'
import {claimsIn} from '../claims.ts'
import {type Credential, type CredentialSource, credentialFor, type Proving} from '../credential.ts'
import {explainRequest} from '../explain.ts'
import {HttpRefusal} from '../http-refusal.ts'
import type {Target} from '../target.ts'
import type {Asking, Dialect} from './dialect.ts'
import {HandshakeRefused, LineLost, openLine} from './line.ts'

/** What a subscription tells while it runs. */
export interface Listener<Event> {
  /** The server took it; `again` after a line that was lost: what happened in between was not heard. */
  readonly started: (again: boolean) => void
  /** The line was lost, and another one is opened in so many milliseconds. */
  readonly lost: (inMs: number) => void
  readonly event: (event: Event) => void
}

export interface Listening<Question, Event> {
  readonly listener: Listener<Event>
  /** How the server may want to be spoken to, the likeliest first. */
  readonly dialects: readonly Dialect<Question, Event>[]
  /** How long the server may take to answer; an event may take for ever. */
  readonly patienceMs?: number
}

const mostAttempts = 8
const firstPauseMs = 500
const longestPauseMs = 30_000

/**
 * Subscribes as somebody, and listens until the server says that it is complete. A line that is lost is opened anew with
 * a fresh token; what the server refuses ends it.
 * @throws Failure `denied`, saying why; `unreachable`, `timed_out`, `throttled`, `usage`, `unsupported` or `cancelled`
 */
export async function subscribe<Question, Event>(
  world: Proving,
  target: Target,
  question: Question,
  source: CredentialSource,
  {listener, dialects, patienceMs = 15_000}: Listening<Question, Event>,
): Promise<void> {
  let candidates = dialects
  let heard = false
  for (let failed = 0; ; ) {
    const credential = await credentialFor(world, target, source)
    const [first] = candidates as [Dialect<Question, Event>]
    const started = () => {
      listener.started(heard)
      heard = true
      failed = 0
      candidates = [first]
    }
    try {
      const asking = {url: target.url, question, prove: credential.prove, started, event: listener.event}
      return await once({world, patienceMs}, first, asking)
    } catch (error) {
      const [, second] = candidates
      if (second && speaksOtherwise(error)) {
        candidates = [second]
        continue
      }
      failed += 1
      const ended = heard && refusalOf(error) !== undefined && hasEnded(credential.token, world.clock.now())
      const again = ended || (heard && isPassing(error))
      const wait = again && failed < mostAttempts ? pause(failed) : undefined
      if (wait === undefined) throw await worded(world, error, target, source, credential)
      listener.lost(wait)
      await world.clock.sleep(wait, world.cancelled)
    }
  }
}

async function once<Question, Event>(
  bounds: Parameters<typeof openLine>[2],
  dialect: Dialect<Question, Event>,
  asking: Asking<Question, Event>,
): Promise<void> {
  const line = await openLine(dialect.address(asking.url), await dialect.opening(asking), bounds)
  try {
    await dialect.converse(line, asking)
  } finally {
    line.close()
  }
}

/** Whether an answer to the handshake says that this is not how the server is spoken to, rather than not by whom. */
function speaksOtherwise(error: unknown): boolean {
  return error instanceof HandshakeRefused && [400, 404, 405, 426, 501].includes(error.status)
}

/** Whether the token's time is over, so that a fresh one may be let in where this one no longer is. */
function hasEnded(token: string | undefined, now: number): boolean {
  const exp = token === undefined ? undefined : claimsIn(token)?.exp
  return typeof exp === 'number' && exp * 1000 <= now
}

function isPassing(error: unknown): boolean {
  if (error instanceof LineLost) return true
  if (error instanceof HandshakeRefused) return error.status === 429 || error.status >= 500
  return error instanceof Failure && (error.code === 'unreachable' || error.code === 'timed_out')
}

/** Doubling, with full jitter so that many listeners do not come back at once. Milliseconds. */
function pause(failed: number): number {
  return Math.round(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** failed))
}

async function worded(
  world: Pick<World, 'clock' | 'folders'>,
  error: unknown,
  target: Target,
  {identity}: CredentialSource,
  {token}: Credential,
): Promise<unknown> {
  const {host} = new URL(target.url)
  const {clean} = knowing(token)
  if (error instanceof LineLost) {
    const said = error.reason === '' ? '' : `: ${clean(error.reason)}`
    return new Failure('unreachable', `${host} hung up (${error.status}${said}).`, {cause: error})
  }
  const refused = refusalOf(error)
  if (refused) {
    const {why, ...rest} = await explainRequest(world, refused, {target, identity, token, now: world.clock.now()})
    return new Failure('denied', `${why}.`, {...rest, cause: error})
  }
  if (error instanceof Failure) {
    const {code, message, hints} = error
    return new Failure(code, clean(message), {hints, cause: error})
  }
  if (!(error instanceof HandshakeRefused)) return error
  const code =
    error.status === 429 ? 'throttled' : error.status >= 400 && error.status < 500 ? 'unsupported' : 'unreachable'
  return new Failure(code, `${host} does not open a websocket at this address (HTTP ${error.status}).`, {
    hints: ['--protocol appsync', '--protocol graphql-transport-ws'],
    cause: error,
  })
}

function refusalOf(error: unknown): HttpRefusal | undefined {
  if (error instanceof HttpRefusal) return error
  if (!(error instanceof HandshakeRefused) || ![401, 403].includes(error.status)) return undefined
  return new HttpRefusal(error.status, error.headers, undefined)
}
