import {readBody} from '../redaction/body.ts'
import {learnBody, learnHeaders, learnUrl} from '../redaction/learning.ts'
import {type Redaction, redaction} from '../redaction/redaction.ts'
import type {Came, Clock, Sent, Trace} from '../world/world.ts'
import {
  type Asked,
  comparedAtReturn,
  comparedInAnswer,
  comparedKeys,
  comparedWithAddress,
  madeFor,
  madeForBrowser,
  signedBy,
} from './derivations.ts'
import {type Lore, places} from './lore.ts'
import {Addresses, recognise} from './recognise.ts'
import {answerText, browserText, failureText, messageText, requestText} from './telling.ts'
import type {Told} from './told.ts'

/** One request and what came of it, as it was: only what leaves this room is masked. */
export interface Exchange {
  readonly number: number
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly sent: Sent
  readonly lore: Lore
  came?: Came
  /** Why nothing came, in words. */
  failed?: string
  /** Until the last byte, in milliseconds. */
  tookMs?: number
  /** On the websocket it opened. */
  messages?: Message[]
}

export interface Message {
  readonly direction: 'sent' | 'came'
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
}

/** The browser sent somewhere, or coming back. */
export interface Errand {
  readonly direction: 'sent' | 'came'
  readonly url: string
  readonly lore: Lore
}

/** All that happened, and what of it must not be shown. */
export interface Recording {
  readonly steps: readonly (Exchange | Errand)[]
  readonly redaction: Redaction
  /** Whether there was more than is kept. */
  readonly full: boolean
}

/** Bulk work sends millions of requests; nobody reads more than this. */
const mostKept = 2000

export interface Tracer extends Trace {
  recording(): Recording
}

/** Follows what is said, tells each step to `tell` as it happens, and keeps it for the files that are written at the end. */
export function tracer(clock: Pick<Clock, 'now'>, tell: (told: Told) => unknown): Tracer {
  const pen = redaction()
  const addresses = new Addresses()
  const asked: Asked = {}
  const steps: (Exchange | Errand)[] = []
  let count = 0
  let full = false
  const keep = (step: Exchange | Errand) => {
    if (steps.length < mostKept) steps.push(step)
    else full = true
  }

  return {
    request: sent => {
      learnUrl(pen, sent.url)
      learnHeaders(pen, sent.headers)
      learnBody(pen, readBody(sent.body, sent.headers.get('content-type')))
      noteAsked(asked, parametersOf(sent))
      const exchange: Exchange = {number: ++count, startedAt: clock.now(), sent, lore: recognise(sent, addresses)}
      keep(exchange)
      tell(requestText(pen, exchange, madeFor(sent, asked)))
      return outcome => {
        exchange.tookMs = Math.max(0, clock.now() - exchange.startedAt)
        if ('failed' in outcome) {
          exchange.failed = reason(outcome.failed)
          tell(failureText(pen, exchange))
          return
        }
        exchange.came = outcome
        learnHeaders(pen, outcome.headers)
        const body = readBody(outcome.body, outcome.headers.get('content-type'))
        learnBody(pen, body)
        const document = body.kind === 'json' ? body.document : undefined
        addresses.learn(document)
        const kid = signedBy(document)
        if (kid !== undefined) asked.kid = kid
        const compared = [
          ...comparedWithAddress(document, sent.url),
          ...comparedInAnswer(document, asked),
          ...comparedKeys(document, asked),
        ]
        tell(answerText(pen, exchange, body, compared))
      }
    },
    message: (direction, url, text) => {
      const exchange = steps.findLast((step): step is Exchange => 'number' in step && step.sent.url === url)
      const body = readBody(text, 'application/json')
      learnBody(pen, body)
      if (exchange) {
        exchange.messages ??= []
        if (exchange.messages.length < mostKept) exchange.messages.push({direction, at: clock.now(), text})
      }
      tell(messageText(pen, exchange?.number, direction, body))
    },
    browser: (direction, address) => {
      const url = new URL(address)
      learnUrl(pen, address)
      const request = url.searchParams.has('request_uri') ? places.pushed : places.authorization
      const errand = {direction, url: address, lore: direction === 'sent' ? request : places.callback}
      keep(errand)
      if (direction === 'sent') noteAsked(asked, url.searchParams)
      const derived = direction === 'sent' ? madeForBrowser(url) : comparedAtReturn(url, asked)
      tell(browserText(pen, errand, derived))
    },
    recording: () => ({steps, redaction: pen, full}),
  }
}

/** A pushed request has what the browser's then only refers to. */
function parametersOf({headers, body}: Sent): URLSearchParams {
  return new URLSearchParams(headers.get('content-type')?.includes('x-www-form-urlencoded') ? body : '')
}

function noteAsked(asked: Asked, parameters: URLSearchParams): void {
  const challenge = parameters.get('code_challenge')
  const state = parameters.get('state')
  const nonce = parameters.get('nonce')
  if (challenge !== null) asked.challenge = challenge
  if (state !== null) asked.state = state
  if (nonce !== null) asked.nonce = nonce
}

/** fetch says “fetch failed” and hides why in the cause. */
function reason(error: unknown): string {
  const {name, message, code, cause} = (error ?? {}) as {
    name?: string
    message?: string
    code?: string
    cause?: unknown
  }
  if (cause !== undefined && cause !== null) return reason(cause)
  return [code ?? name, message].filter(Boolean).join(': ') || 'broken off'
}
