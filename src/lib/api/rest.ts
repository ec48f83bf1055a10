import type {FailureCode} from '../failure.ts'
import {cleanDocument} from '../redaction/cleaning.ts'
import type {World} from '../world/world.ts'
import {type Credential, type CredentialSource, credentialFor, type Proving} from './credential.ts'
import {parseExactly} from './exact-json.ts'
import {type Explanation, explainRequest} from './explain.ts'
import type {Field} from './fields.ts'
import {nested} from './fields.ts'
import {HttpRefusal} from './http-refusal.ts'
import type {Target} from './target.ts'
import {received} from './transport.ts'

/** A request before anything proves who sends it. */
export interface RestRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** What came back. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The document where the body is JSON, else its text; absent where there is none. */
  readonly body?: unknown
  /** The body as it came. */
  readonly bytes: Buffer
}

/** An answer, and what is wrong with it where something is. */
export interface RestOutcome {
  readonly answer: RestAnswer
  readonly code?: FailureCode
  readonly explanation?: Explanation
}

export interface RestWords {
  readonly method: string
  readonly fields: readonly Field[]
  readonly body?: Buffer | undefined
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The request to an endpoint: fields are its JSON body, or its query where a method carries none or a body is given
 * already.
 */
export function restRequest({url}: Pick<Target, 'url'>, {method, fields, body, headers}: RestWords): RestRequest {
  const accept = {accept: 'application/json, */*;q=0.8', ...headers}
  const bodiless = /^(GET|HEAD|DELETE|OPTIONS)$/.test(method)
  if (body !== undefined) {
    const type = isJson(body) ? 'application/json' : 'application/octet-stream'
    return {method, url: queried(url, fields), headers: {'content-type': type, ...accept}, body}
  }
  if (bodiless || fields.length === 0) return {method, url: queried(url, fields), headers: accept}
  return {method, url, headers: {'content-type': 'application/json', ...accept}, body: JSON.stringify(nested(fields))}
}

/** Sends it as somebody, and judges what came back by its status. */
export async function callRest(
  world: Proving,
  target: Target,
  request: RestRequest,
  source: CredentialSource,
): Promise<RestOutcome> {
  const credential = await credentialFor(world, target, source)
  const received = await askRest(world, request, credential)
  const {status, headers, bytes} = received
  const document = jsonIn(headers, bytes)
  const text = bytes.length === 0 ? undefined : bytes.toString('utf8')
  const body = document === undefined ? text : document.value
  const answer = {status, headers: Object.fromEntries(headers), ...(body !== undefined && {body}), bytes}
  const code = codeOf(status)
  if (status !== 401 && status !== 403 && status !== 429) return {answer, ...(code && {code})}
  const refusal = new HttpRefusal(status, headers, isObject(body) ? cleanDocument(received, body) : undefined)
  const attempt = {target, identity: source.identity, token: credential.token, now: world.clock.now()}
  return {answer, ...(code && {code}), explanation: await explainRequest(world, refusal, attempt)}
}

function askRest(
  world: Pick<World, 'fetch' | 'clock' | 'cancelled'>,
  request: RestRequest,
  {prove, certificate}: Credential,
) {
  const {method, url, body} = request
  return received(world, url, async nonce => ({
    method,
    headers: await prove(request, nonce),
    ...(certificate && {certificate}),
    ...(body !== undefined && {body: body as string}),
  }))
}

/** What an HTTP status means to a script; undefined for what was done. */
function codeOf(status: number): FailureCode | undefined {
  if (status < 300 || status === 304) return undefined
  const exact: Record<number, FailureCode> = {
    401: 'not_signed_in',
    403: 'denied',
    404: 'not_found',
    408: 'timed_out',
    409: 'conflict',
    410: 'not_found',
    412: 'conflict',
    429: 'throttled',
    504: 'timed_out',
  }
  return exact[status] ?? (status >= 400 && status < 500 ? 'usage' : 'unreachable')
}

function queried(url: string, fields: readonly Field[]): string {
  if (fields.length === 0) return url
  const address = new URL(url)
  for (const {name, value} of fields)
    for (const one of Array.isArray(value) ? value : [value])
      address.searchParams.append(name, typeof one === 'string' ? one : JSON.stringify(one))
  return address.href
}

function jsonIn(headers: Headers, bytes: Buffer): {readonly value: unknown} | undefined {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return undefined
  try {
    return {value: parseExactly(bytes.toString('utf8'))}
  } catch {
    return undefined
  }
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'))
    return true
  } catch {
    return false
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
