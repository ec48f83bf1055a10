import {Failure, type FailureCode} from '../failure.ts'
import {unreached} from '../net/unreached.ts'

/** What was tried, for the sentence, and the failure that an `invalid_grant` means there. */
export interface Attempt {
  /** As in "ISSUER refused …": `to exchange the code`. */
  readonly what: string
  readonly issuer: string
  readonly hints?: readonly string[]
  readonly invalidGrant?: FailureCode
}

/** openid-client's errors as Failures; codes are compared, never sentences. */
export function translate(error: unknown, attempt: Attempt): Failure {
  const told = innermostFailure(error)
  if (told) return told
  const {code} = error as {code?: unknown}
  if (code === 'OAUTH_RESPONSE_BODY_ERROR' || code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR')
    return refusal(error as OAuthError, attempt, error)
  if (code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') return challenge(error as Challenged, attempt)
  const host = new URL(attempt.issuer).host
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return oddStatus((error as Error).cause, host, error)
  if (code === 'OAUTH_RESPONSE_IS_NOT_JSON' && refusedIn(error)) return oddStatus(refusedIn(error), host, error)
  if (code === 'OAUTH_UNSUPPORTED_OPERATION')
    return new Failure('token_rejected', `What ${host} gave cannot be used: ${detail(error)}.`, {cause: error})
  if (oddAnswers.has(code) && !aboutToken(error))
    return new Failure('unreachable', `${host} did not answer as the protocol asks: ${detail(error)}.`, {cause: error})
  if (typeof code === 'string' && code.startsWith('OAUTH_'))
    return new Failure('token_rejected', `The ID token of ${host} did not pass: ${detail(error)}.`, {cause: error})
  if (error instanceof TypeError || code === undefined) return unreached(error, host)
  return new Failure('unexpected', `${attempt.issuer} could not be asked ${attempt.what}.`, {cause: error})
}

/** Runs one exchange with the server; what it throws is a Failure. */
export async function translated<T>(work: Promise<T>, attempt: Attempt): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw translate(error, attempt)
  }
}

/** RFC 6749 sections 4.1.2.1 and 5.2, RFC 7009 section 2.2.1, RFC 8628 section 3.5, OpenID Connect Core 3.1.2.6. */
const refusals: Record<string, FailureCode> = {
  unsupported_grant_type: 'unsupported',
  unsupported_response_type: 'unsupported',
  unsupported_token_type: 'unsupported',
  temporarily_unavailable: 'throttled',
  slow_down: 'throttled',
  server_error: 'unreachable',
  expired_token: 'timed_out',
}

/** The answer itself was odd, before any token in it was looked at. */
const oddAnswers: ReadonlySet<unknown> = new Set([
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
  'OAUTH_REQUEST_PROTOCOL_FORBIDDEN',
])

export interface OAuthError {
  readonly error: string
  readonly error_description?: string | undefined
  readonly status?: number
}

/** An OAuth error as the server worded it, wherever it came from: a body, or a redirect. */
export function refusal(
  {error, error_description: words, status}: OAuthError,
  attempt: Attempt,
  cause?: unknown,
): Failure {
  const {what, issuer, hints = [], invalidGrant = 'denied'} = attempt
  const code = status === 429 ? 'throttled' : error === 'invalid_grant' ? invalidGrant : (refusals[error] ?? 'denied')
  const said = typeof words === 'string' && words !== '' ? `${error} (${words.slice(0, 300)})` : error
  return new Failure(code, `${new URL(issuer).host} refused ${what}: ${said.slice(0, 400)}.`, {hints, cause})
}

interface Challenged {
  readonly status: number
  readonly cause: readonly {readonly parameters: Readonly<Record<string, string | undefined>>}[]
}

/** RFC 6750, section 3.1. */
function challenge({status, cause}: Challenged, {what, issuer, hints = []}: Attempt): Failure {
  const {error, error_description: words} = cause.find(({parameters}) => parameters.error)?.parameters ?? {}
  const code = error === 'insufficient_scope' || status === 403 ? 'denied' : 'session_ended'
  const said = [error, words && `(${words.slice(0, 300)})`].filter(Boolean).join(' ') || `HTTP ${status}`
  return new Failure(code, `${new URL(issuer).host} refused ${what}: ${said}.`, {hints, cause})
}

/** The response a library error is about, where its status says no: then its body is not what went wrong. */
function refusedIn(error: unknown): {readonly status: number} | undefined {
  const {cause, status} = (error ?? {}) as {cause?: unknown; status?: unknown}
  if (typeof status === 'number') return status >= 400 ? {status} : undefined
  return cause === undefined ? undefined : refusedIn(cause)
}

function oddStatus(response: unknown, host: string, cause: unknown): Failure {
  const {status} = (response ?? {}) as {status?: number}
  if (status === 401 || status === 403)
    return new Failure('denied', `${host} answered HTTP ${status} without saying why.`, {cause})
  if (status === 429 || status === 503)
    return new Failure('throttled', `${host} still answers HTTP ${status} after several tries.`, {cause})
  return new Failure('unreachable', `${host} answered HTTP ${status ?? '?'} without saying why.`, {cause})
}

/** The library wraps what its fetch throws. */
function innermostFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure || error === undefined || error === null) return error ?? undefined
  return innermostFailure((error as Error).cause)
}

/** INVALID_RESPONSE and PARSE_ERROR are said of bodies and of the JWTs in them; the cause tells which. */
function aboutToken(error: unknown): boolean {
  const {cause} = error as {cause?: {code?: string; cause?: unknown}}
  if ((error as {code?: string}).code !== 'OAUTH_INVALID_RESPONSE') return false
  const evidence = cause?.cause
  return typeof evidence === 'string' || (typeof evidence === 'object' && evidence !== null && !('body' in evidence))
}

function detail(error: unknown): string {
  const {message, cause} = error as Error
  return (cause instanceof Error ? cause.message : message).slice(0, 300)
}
