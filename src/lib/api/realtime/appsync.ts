import {randomUUID} from 'node:crypto'
import {Failure} from '../../failure.ts'
import type {GraphqlError, GraphqlResponse} from '../graphql.ts'
import {HttpRefusal} from '../http-refusal.ts'
import type {Asking, Dialect} from './dialect.ts'
import type {Line, Message} from './line.ts'

/**
 * AppSync's realtime protocol (AppSync developer guide, "Building a real-time WebSocket client"): the credential travels
 * as a sub-protocol when the line is opened, and again with each subscription.
 */
export const appsync: Dialect = {
  name: 'appsync',
  address(url) {
    const address = new URL(url)
    address.protocol = address.protocol.replace('http', 'ws')
    if (/^\w{26}\.appsync-api\./.test(address.hostname))
      address.hostname = address.hostname.replace('.appsync-api.', '.appsync-realtime-api.')
    else address.pathname = `${address.pathname.replace(/\/$/, '')}/realtime`
    return address.href
  },
  async opening(asking) {
    const header = JSON.stringify(await headerObject(asking, '/connect', '{}'))
    return {protocols: ['graphql-ws', `header-${Buffer.from(header).toString('base64url')}`], headers: {}}
  },
  async converse(line, asking) {
    line.send({type: 'connection_init'})
    const silenceMs = await acknowledged(line)
    const id = randomUUID()
    const {query, variables = {}, operationName} = asking.question
    const data = JSON.stringify({query, variables, ...(operationName !== undefined && {operationName})})
    const authorization = await headerObject(asking, '', data)
    line.send({id, type: 'start', payload: {data, extensions: {authorization}}})
    try {
      for (;;) {
        const message = await line.next(silenceMs)
        if (message.type === 'start_ack') asking.started()
        else if (message.type === 'data' && message.id === id) asking.event(message.payload as GraphqlResponse)
        else if (message.type === 'complete' && message.id === id) return
        else if (message.type === 'error') throw refusal(message)
      }
    } finally {
      line.send({id, type: 'stop'})
    }
  },
}

/** What HTTP headers would say, by AppSync's spelling, for the connection (`/connect`) or one subscription. */
async function headerObject({url, prove}: Asking, path: string, body: string): Promise<Record<string, string>> {
  const headers = {
    accept: 'application/json, text/javascript',
    'content-encoding': 'amz-1.0',
    'content-type': 'application/json; charset=UTF-8',
  }
  const {authorization, ...proven} = await prove({method: 'POST', url: `${url}${path}`, headers, body})
  const signed = authorization?.startsWith('AWS4-') ? proven : without(proven, Object.keys(headers))
  return {host: new URL(url).host, ...signed, ...(authorization !== undefined && {Authorization: authorization})}
}

function without(headers: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}

/** Milliseconds of silence after which the server itself says that the line is dead. */
async function acknowledged(line: Line): Promise<number> {
  for (;;) {
    const message = await line.next()
    if (message.type === 'connection_error') throw refusal(message)
    if (message.type !== 'connection_ack') continue
    const {connectionTimeoutMs} = (message.payload ?? {}) as {connectionTimeoutMs?: unknown}
    return typeof connectionTimeoutMs === 'number' && connectionTimeoutMs > 0 ? connectionTimeoutMs : 300_000
  }
}

const denials = /^(Unauthorized|UnauthorizedException|AccessDeniedException|UnrecognizedClientException)$/

/** What the server said no to: the credential, or the subscription. */
function refusal({payload}: Message): Failure | HttpRefusal {
  const {errors = []} = (payload ?? {}) as {errors?: readonly (GraphqlError & {errorCode?: unknown})[]}
  const [{errorType = 'error', message = 'without a reason', errorCode} = {}] = errors
  const unauthorized = denials.test(errorType) || errorCode === 401 || errorCode === 403
  if (unauthorized) return new HttpRefusal(errorCode === 403 ? 403 : 401, new Headers(), {errors})
  if (/Limit|MaxSubscriptions|Throttl/i.test(errorType))
    return new Failure('throttled', `The subscription was turned away: ${message} (${errorType}).`)
  return new Failure('usage', `The subscription was turned away: ${message} (${errorType}).`)
}
