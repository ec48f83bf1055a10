import type {IncomingMessage} from 'node:http'
import type {Duplex} from 'node:stream'
import {type WebSocket, WebSocketServer} from 'ws'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import {authenticate} from './authenticate.ts'
import type {Caller} from './caller.ts'
import {listen} from './feed.ts'
import {api} from './http.ts'
import type {Operation} from './operation.ts'
import {connectCredential, type HeaderObject, headerObject} from './realtime-credential.ts'
import {refusalBody} from './refusal.ts'
import {type Subscription, subscribe, Unstartable} from './subscription.ts'

/** What AppSync promises: silence for this long, in milliseconds, means that the connection is dead. */
const connectionTimeoutMs = 300_000
const keepAliveMs = 60_000
/** A client that says nothing at all is let go after this long. */
const patienceMs = 15_000
const mostSubscriptions = 200

const server = new WebSocketServer({
  noServer: true,
  maxPayload: 256 * 1024,
  handleProtocols: () => 'graphql-ws',
})

interface Message {
  readonly id?: unknown
  readonly type?: unknown
  readonly payload?: {readonly data?: unknown; readonly extensions?: {readonly authorization?: unknown}}
}

/** One connection of AppSync's realtime protocol: its own dialect, spoken under the sub-protocol `graphql-ws`. */
export function welcome(stack: Stack, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  server.handleUpgrade(req, socket, head, client => new Connection(stack, client, req))
}

class Connection {
  private readonly stack: Stack
  private readonly client: WebSocket
  private readonly credential: HeaderObject | undefined
  private readonly subscriptions = new Map<string, Subscription>()
  private readonly impatience: NodeJS.Timeout
  private acknowledged = false
  private turn: Promise<void> = Promise.resolve()

  constructor(stack: Stack, client: WebSocket, req: IncomingMessage) {
    this.stack = stack
    this.client = client
    this.credential = connectCredential(req)
    this.impatience = setTimeout(() => client.close(1008), patienceMs).unref()
    const beat = setInterval(() => this.acknowledged && this.send({type: 'ka'}), keepAliveMs).unref()
    const silence = listen(stack, happening => {
      for (const [id, subscription] of this.subscriptions)
        void subscription.answer(happening)?.then(payload => this.send({id, type: 'data', payload}))
    })
    client.on('message', raw => {
      // One after the other: a stop must not overtake its start.
      this.turn = this.turn.then(() => this.receive(String(raw)))
    })
    client.on('error', () => client.terminate())
    client.on('close', () => {
      clearTimeout(this.impatience)
      clearInterval(beat)
      silence()
    })
  }

  private async receive(raw: string): Promise<void> {
    clearTimeout(this.impatience)
    const message = asMessage(raw)
    const id = typeof message?.id === 'string' ? message.id : undefined
    try {
      if (message?.type === 'connection_init') await this.acknowledge()
      // AppSync ignores what comes before its acknowledgement.
      else if (!this.acknowledged) return
      else if (message?.type === 'start' && id !== undefined) await this.start(id, message)
      else if (message?.type === 'stop' && id !== undefined) this.stop(id)
      else throw new Problem('UnsupportedOperation', 'unknown not supported through the realtime channel')
    } catch (error) {
      this.send({...(id !== undefined && {id}), type: 'error', payload: {errors: this.errorsOf(error)}})
    }
  }

  private async acknowledge(): Promise<void> {
    try {
      await this.caller(this.credential, '/graphql/connect', '{}')
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const {code, message, status} = error
      this.send({type: 'connection_error', payload: {errors: [{errorType: code, message, errorCode: status}]}})
      return this.client.close(1000)
    }
    this.acknowledged = true
    this.send({type: 'connection_ack', payload: {connectionTimeoutMs}})
    this.send({type: 'ka'})
  }

  private async start(id: string, {payload}: Message): Promise<void> {
    const {data, extensions} = payload ?? {}
    if (typeof data !== 'string')
      throw new Problem('UnsupportedOperation', 'unknown not supported through the realtime channel')
    if (this.subscriptions.has(id)) throw new Problem('DuplicatedOperationError', `Operation ${id} is running already.`)
    if (this.subscriptions.size >= mostSubscriptions)
      throw new Problem('MaxSubscriptionsReachedError', `Max number of ${mostSubscriptions} subscriptions reached`)
    const caller = await this.caller(headerObject(extensions?.authorization), '/graphql', data)
    this.subscriptions.set(id, subscribe(api, this.stack, caller, asOperation(data)))
    this.send({type: 'start_ack', id})
  }

  private stop(id: string): void {
    this.subscriptions.delete(id)
    this.send({type: 'complete', id})
  }

  private caller(headers: HeaderObject | undefined, path: string, body: string): Promise<Caller> {
    if (headers === undefined) throw new Problem('BadRequestException', 'The header object cannot be read.', 400)
    return authenticate(this.stack, api.modes, {headers, path, body})
  }

  private errorsOf(error: unknown): readonly object[] {
    if (error instanceof Unstartable) return error.errors
    if (error instanceof Problem) return (refusalBody(error) as {errors: object[]}).errors
    this.stack.log(`graphql: a subscription failed: ${(error as Error).stack}`)
    return [{errorType: 'InternalFailure', message: 'An internal failure occurred.'}]
  }

  private send(message: object): void {
    if (this.client.readyState === this.client.OPEN) this.client.send(JSON.stringify(message))
  }
}

function asMessage(raw: string): Message | undefined {
  try {
    const message: unknown = JSON.parse(raw)
    return typeof message === 'object' && message !== null ? message : undefined
  } catch {
    return undefined
  }
}

function asOperation(data: string): Operation {
  const operation = asMessage(data) as Partial<Operation> | undefined
  if (typeof operation?.query !== 'string')
    throw new Problem('MalformedHttpRequestException', 'Unable to parse GraphQL query.')
  return operation as Operation
}
