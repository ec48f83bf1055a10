import type {IncomingMessage} from 'node:http'
import type {Duplex} from 'node:stream'
import {type WebSocket, WebSocketServer} from 'ws'
import {authenticate} from '../appsync/authenticate.ts'
import type {Caller} from '../appsync/caller.ts'
import {connectCredential, type HeaderObject, headerObject} from '../appsync/realtime-credential.ts'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import {channelFor, hear, modes} from './channel.ts'
import {publish} from './publish.ts'

const connectionTimeoutMs = 300_000
const keepAliveMs = 60_000
const patienceMs = 15_000

const server = new WebSocketServer({
  noServer: true,
  maxPayload: 1_200_000,
  handleProtocols: () => 'aws-appsync-event-ws',
})

interface Message {
  readonly type?: unknown
  readonly id?: unknown
  readonly channel?: unknown
  readonly events?: unknown
  readonly authorization?: unknown
}

/** One connection of AppSync Events (AppSync Events developer guide, "Understanding the Event API WebSocket protocol"). */
export function welcomeEvents(stack: Stack, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  server.handleUpgrade(req, socket, head, client => converse(stack, client, connectCredential(req)))
}

function converse(stack: Stack, client: WebSocket, credential: HeaderObject | undefined): void {
  const say = (message: object) => void (client.readyState === client.OPEN && client.send(JSON.stringify(message)))
  const channels = new Map<string, () => void>()
  const impatience = setTimeout(() => client.close(1008), patienceMs).unref()
  const beat = setInterval(() => acknowledged && say({type: 'ka'}), keepAliveMs).unref()
  let acknowledged = false
  let turn: Promise<void> = Promise.resolve()

  const receive = async (message: Message): Promise<void> => {
    clearTimeout(impatience)
    const {type, channel, authorization} = message
    const id = typeof message.id === 'string' && /^[a-zA-Z0-9-_+]{1,128}$/.test(message.id) ? message.id : undefined
    const by = (body: object) => callerOf(stack, headerObject(authorization), JSON.stringify(body))
    try {
      if (type === 'connection_init') {
        await callerOf(stack, credential, '{}')
        acknowledged = true
        say({type: 'connection_ack', connectionTimeoutMs})
      } else if (!acknowledged) return
      else if (id === undefined) throw new Problem('BadRequestException', 'The message has no id', 400)
      else if (type === 'subscribe') {
        if (channels.has(id))
          throw new Problem('DuplicatedOperationError', `Subscription ${id} is running already.`, 400)
        const name = channelFor('subscribe', channel, await by({channel}))
        channels.set(
          id,
          hear(stack, name, event => say({type: 'data', id, event: [event]})),
        )
        say({type: 'subscribe_success', id})
      } else if (type === 'unsubscribe') {
        const silence = channels.get(id)
        if (!silence) throw new Problem('UnknownOperationError', `Unknown operation id ${id}`, 400)
        silence()
        channels.delete(id)
        say({type: 'unsubscribe_success', id})
      } else if (type === 'publish') {
        const {events} = message
        say({type: 'publish_success', id, ...publish(stack, await by({channel, events}), message)})
      } else throw new Problem('UnsupportedOperation', 'Operation not supported through the realtime channel', 400)
    } catch (error) {
      say({...(id !== undefined && {id}), ...refusalOf(stack, type, error)})
      if (type === 'connection_init') client.close(1000)
    }
  }

  client.on('message', raw => {
    // One after the other: an unsubscribe must not overtake its subscribe.
    turn = turn.then(() => receive(asMessage(String(raw))))
  })
  client.on('error', () => client.terminate())
  client.on('close', () => {
    clearTimeout(impatience)
    clearInterval(beat)
    for (const silence of channels.values()) silence()
  })
}

function callerOf(stack: Stack, headers: HeaderObject | undefined, body: string): Promise<Caller> {
  if (headers === undefined) throw new Problem('BadRequestException', 'The header object cannot be read.', 400)
  return authenticate(stack, modes, {headers, path: '/event', body})
}

const refusals: Readonly<Record<string, string>> = {
  connection_init: 'connection_error',
  subscribe: 'subscribe_error',
  unsubscribe: 'unsubscribe_error',
  publish: 'publish_error',
}

function refusalOf(stack: Stack, type: unknown, error: unknown): object {
  const problem =
    error instanceof Problem ? error : new Problem('InternalFailure', 'An internal failure occurred.', 500)
  if (problem !== error) stack.log(`events: a message failed: ${(error as Error).stack}`)
  const {code: errorType, message} = problem
  return {type: refusals[String(type)] ?? 'error', errors: [{errorType, message}]}
}

function asMessage(raw: string): Message {
  try {
    return Object(JSON.parse(raw))
  } catch {
    return {}
  }
}
