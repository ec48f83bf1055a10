import {randomUUID} from 'node:crypto'
import type {GraphqlQuestion, GraphqlResponse} from '../graphql.ts'
import {asProtocol, headerObject, realtimeAddress, refusalOf} from './appsync-words.ts'
import type {Dialect} from './dialect.ts'
import type {Line, Message} from './line.ts'

/**
 * AppSync's realtime protocol (AppSync developer guide, "Building a real-time WebSocket client"): the credential travels
 * as a sub-protocol when the line is opened, and again with each subscription.
 */
export const appsync: Dialect<GraphqlQuestion, GraphqlResponse> = {
  name: 'appsync',
  address: url => realtimeAddress(url, 'realtime'),
  async opening({url, prove}) {
    return {protocols: ['graphql-ws', asProtocol(await headerObject(prove, `${url}/connect`, '{}'))], headers: {}}
  },
  async converse(line, asking) {
    line.send({type: 'connection_init'})
    const silenceMs = await acknowledged(line)
    const id = randomUUID()
    const {query, variables = {}, operationName} = asking.question
    const data = JSON.stringify({query, variables, ...(operationName !== undefined && {operationName})})
    const authorization = await headerObject(asking.prove, asking.url, data)
    line.send({id, type: 'start', payload: {data, extensions: {authorization}}})
    try {
      for (;;) {
        const message = await line.next(silenceMs)
        if (message.type === 'start_ack') asking.started()
        else if (message.type === 'data' && message.id === id) asking.event(message.payload as GraphqlResponse)
        else if (message.type === 'complete' && message.id === id) return
        else if (message.type === 'error') throw refusalOf(errorsIn(message))
      }
    } finally {
      line.send({id, type: 'stop'})
    }
  },
}

/** Milliseconds of silence after which the server itself says that the line is dead. */
async function acknowledged(line: Line): Promise<number> {
  for (;;) {
    const message = await line.next()
    if (message.type === 'connection_error') throw refusalOf(errorsIn(message))
    if (message.type !== 'connection_ack') continue
    const {connectionTimeoutMs} = (message.payload ?? {}) as {connectionTimeoutMs?: unknown}
    return typeof connectionTimeoutMs === 'number' && connectionTimeoutMs > 0 ? connectionTimeoutMs : 300_000
  }
}

function errorsIn({payload}: Message): Parameters<typeof refusalOf>[0] {
  return (payload as {errors?: Parameters<typeof refusalOf>[0]} | undefined)?.errors
}
