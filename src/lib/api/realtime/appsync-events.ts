import {randomUUID} from 'node:crypto'
import {asProtocol, headerObject, realtimeAddress, refusalOf} from './appsync-words.ts'
import type {Dialect} from './dialect.ts'

/** An event as it was published: a JSON document. */
export interface ChannelEvent {
  readonly channel: string
  readonly event: unknown
}

/** AppSync Events (AppSync Events developer guide, "Understanding the Event API WebSocket protocol"). */
export const appsyncEvents: Dialect<{readonly channel: string}, ChannelEvent> = {
  name: 'appsync-events',
  address: url => realtimeAddress(url, '/event/realtime'),
  async opening({url, prove}) {
    return {protocols: ['aws-appsync-event-ws', asProtocol(await headerObject(prove, url, '{}'))], headers: {}}
  },
  async converse(line, {url, prove, question: {channel}, started, event}) {
    line.send({type: 'connection_init'})
    let silenceMs: number | undefined
    while (silenceMs === undefined) {
      const message = await line.next()
      if (message.type === 'connection_error') throw refusalOf(message.errors as never)
      if (message.type === 'connection_ack') silenceMs = Number(message.connectionTimeoutMs) || 300_000
    }
    const id = randomUUID()
    const authorization = await headerObject(prove, url, JSON.stringify({channel}))
    line.send({id, type: 'subscribe', channel, authorization})
    try {
      for (;;) {
        const message = await line.next(silenceMs)
        if (message.id !== undefined && message.id !== id) continue
        if (message.type === 'subscribe_success') started()
        else if (message.type === 'data') for (const one of [message.event].flat()) event({channel, event: parsed(one)})
        else if (/_error$/.test(String(message.type)) || message.type === 'error')
          throw refusalOf(message.errors as never)
      }
    } finally {
      line.send({id, type: 'unsubscribe'})
    }
  },
}

/** Events are strings of JSON; what is none stays the string it is. */
function parsed(event: unknown): unknown {
  if (typeof event !== 'string') return event
  try {
    return JSON.parse(event)
  } catch {
    return event
  }
}
