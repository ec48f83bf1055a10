import assert from 'node:assert/strict'
import {once} from 'node:events'

/** A raw connection of AppSync's realtime protocol over Node's own WebSocket, for looking at single messages. */
export interface RealtimeConnection {
  send(message: object): void
  /** The next message that is no keep-alive; fails after two seconds. */
  next(): Promise<any>
  /** Fails when a message comes within 150 ms. */
  silence(): Promise<void>
  closed(): Promise<void>
  close(): void
}

/** Opens one with this header object as a `header-` sub-protocol, or in the query string. */
export async function realtime(
  url: string,
  header: object | string,
  carrier: 'subprotocol' | 'query' = 'subprotocol',
): Promise<RealtimeConnection> {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  const address = new URL(`${url.replace(/^http/, 'ws')}/graphql/realtime`)
  const protocols = ['graphql-ws']
  if (carrier === 'query') address.search = new URLSearchParams({header: btoa(text), payload: 'e30='}).toString()
  else protocols.push(`header-${Buffer.from(text).toString('base64url')}`)
  const socket = new WebSocket(address, protocols)
  const arrived: any[] = []
  const inbox = new EventTarget()
  socket.onmessage = ({data}) => {
    const message = JSON.parse(String(data))
    if (message.type === 'ka') return
    arrived.push(message)
    inbox.dispatchEvent(new Event('message'))
  }
  const ended = new Promise<void>(resolve => {
    socket.onclose = () => resolve()
  })
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = event => reject(event)
  })
  return {
    send: message => socket.send(JSON.stringify(message)),
    next: async () => {
      if (arrived.length === 0) await once(inbox, 'message', {signal: AbortSignal.timeout(2000)})
      return arrived.shift()
    },
    silence: async () => {
      await new Promise(resolve => setTimeout(resolve, 150))
      assert.deepEqual(arrived, [])
    },
    closed: () => ended,
    close: () => socket.close(),
  }
}
