import {Failure} from '../failure.ts'
import {cleanDocument} from '../redaction/cleaning.ts'
import {type CredentialSource, credentialFor, type Proving} from './credential.ts'
import {parseExactly} from './exact-json.ts'
import {explainRequest} from './explain.ts'
import {HttpRefusal} from './http-refusal.ts'
import type {Target} from './target.ts'
import {type Received, received} from './transport.ts'

/** What became of a publication; indexes count from the first event given. */
export interface Publication {
  readonly channel: string
  readonly published: number
  readonly failed: readonly {readonly index: number; readonly message: string}[]
}

/** AppSync takes so many events at once (AppSync Events developer guide, "Publish events via HTTP"). */
const mostAtOnce = 5

/**
 * Publishes JSON documents to a channel, in their order, five at a time.
 * @throws Failure `denied`, saying why; `usage`, `not_found`, `throttled`, `unreachable` or `timed_out`
 */
export async function publishEvents(
  world: Proving,
  target: Target,
  {channel, events}: {readonly channel: string; readonly events: readonly string[]},
  source: CredentialSource,
): Promise<Publication> {
  const failed: {index: number; message: string}[] = []
  for (let first = 0; first < events.length; first += mostAtOnce) {
    const batch = events.slice(first, first + mostAtOnce)
    const answer = await publishBatch(world, target, JSON.stringify({channel, events: batch}), source)
    for (const {index, message = 'without a reason'} of answer.failed ?? [])
      failed.push({index: first + index, message})
  }
  return {channel, published: events.length - failed.length, failed}
}

interface Outcome {
  readonly failed?: readonly {readonly index: number; readonly message?: string}[]
}

async function publishBatch(world: Proving, target: Target, body: string, source: CredentialSource): Promise<Outcome> {
  const {url} = target
  const {prove, token} = await credentialFor(world, target, source)
  const headers = {accept: 'application/json', 'content-type': 'application/json'}
  const answer = await received(world, url, async () => ({
    method: 'POST',
    headers: await prove({method: 'POST', url, headers, body}),
    body,
  }))
  const document = cleanDocument(answer, jsonIn(answer))
  if (answer.ok && Array.isArray((document as {successful?: unknown}).successful)) return document
  if (answer.status === 401 || answer.status === 403) {
    const refusal = new HttpRefusal(answer.status, answer.headers, document)
    const attempt = {target, identity: source.identity, token, now: world.clock.now()}
    const {why, ...rest} = await explainRequest(world, refusal, attempt)
    throw new Failure('denied', `${why}.`, {...rest, cause: refusal})
  }
  throw unpublished(answer, document, url)
}

function unpublished({status, headers}: Received, document: object, url: string): Failure {
  const {host, pathname} = new URL(url)
  const {message, type} = new HttpRefusal(status, headers, document).reason
  const said = message === undefined ? '' : `: ${message}${type === undefined ? '' : ` (${type})`}`
  if (status === 404) return new Failure('not_found', `There is nothing at ${pathname} of ${host} (HTTP 404).`)
  if (status === 429) return new Failure('throttled', `${host} still says to slow down (HTTP 429)${said}.`)
  if (status >= 400 && status < 500) return new Failure('usage', `The events were turned away (HTTP ${status})${said}.`)
  return new Failure('unreachable', `${host} answered HTTP ${status} where an Events API was expected${said}.`)
}

function jsonIn({bytes}: Received): object {
  try {
    return Object(parseExactly(bytes.toString('utf8')))
  } catch {
    return {}
  }
}
