import type {IncomingMessage} from 'node:http'
import {Failure} from '../../failure.ts'
import type {World} from '../../world/world.ts'
import {unreachedBecause} from '../transport.ts'
import {overhearing} from './overhearing.ts'

/** A websocket as a conversation: one message after the other, in both directions. */
export interface Line {
  readonly protocol: string
  send(message: object): void
  /** The next message. @throws LineLost after the last one; Failure `timed_out` after that many ms of silence */
  next(patienceMs?: number): Promise<Message>
  close(): void
}

export type Message = Readonly<Record<string, unknown>> & {readonly type?: unknown}

/** The line ended while something was still to come; another one may be opened. */
export class LineLost extends Error {
  readonly status: number
  readonly reason: string

  constructor(status: number, reason = '') {
    super(`the line was lost (${status})`)
    this.status = status
    this.reason = reason
  }
}

/** The server let nobody speak: the HTTP answer to the handshake. */
export class HandshakeRefused extends Error {
  readonly status: number
  readonly headers: Headers

  constructor({statusCode = 0, headers}: IncomingMessage) {
    super(`the handshake was refused with HTTP ${statusCode}`)
    this.status = statusCode
    this.headers = new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  }
}

const mostBytes = 4 * 1024 * 1024

/**
 * Opens a line. Only one message waits at a time: a reader that is slow slows the sender, and memory does not grow.
 * @throws HandshakeRefused; Failure `unreachable`, `timed_out`, `unsupported` or `cancelled`
 */
export async function openLine(
  address: string,
  {protocols, headers}: {protocols: readonly string[]; headers: Readonly<Record<string, string>>},
  {
    world: {cancelled, agents, trace},
    patienceMs,
  }: {
    world: Pick<World, 'cancelled' | 'agents' | 'trace'>
    patienceMs: number
  },
): Promise<Line> {
  const {WebSocket} = await import('ws')
  const {host, protocol} = new URL(address)
  const agent = protocol === 'wss:' ? agents?.httpsAgent : agents?.httpAgent
  const socket = new WebSocket(address, [...protocols], {
    headers,
    agent,
    handshakeTimeout: patienceMs,
    maxPayload: mostBytes,
    perMessageDeflate: false,
    followRedirects: false,
  })
  const tell =
    trace && overhearing(trace, socket, address, {...headers, 'sec-websocket-protocol': protocols.join(', ')})
  const inbox: Message[] = []
  let ended: Error | undefined
  let wake = () => {}
  const end = (error: Error) => {
    ended ??= cancelled.aborted ? cancelled.reason : error
    wake()
  }
  const stop = () => {
    end(cancelled.reason)
    // An open line is closed by whoever speaks on it, who has something to say first.
    if (socket.readyState === socket.CONNECTING) socket.terminate()
  }
  cancelled.addEventListener('abort', stop, {once: true})
  socket.on('message', data => {
    const message = asMessage(String(data))
    if (message === undefined) return end(new Failure('unreachable', `${host} sent a message that is no JSON object.`))
    inbox.push(message)
    socket.pause()
    wake()
  })
  socket.on('close', (status, reason) => {
    cancelled.removeEventListener('abort', stop)
    end(new LineLost(status, String(reason)))
  })
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) => {
      end(error)
      socket.terminate()
      reject(ended)
    }
    socket.on('unexpected-response', (_request, response) => refuse(new HandshakeRefused(response)))
    socket.on('error', cause => refuse(unreachedBecause(cause, new URL(address).origin)))
    socket.on('open', resolve)
  })
  return {
    protocol: socket.protocol,
    send: message => {
      const text = JSON.stringify(message)
      tell?.(text)
      socket.send(text)
    },
    next: async (patience = patienceMs) => {
      const late = setTimeout(
        () => end(new Failure('timed_out', `${host} said nothing for ${Math.round(patience / 1000)} s.`)),
        patience,
      )
      try {
        while (inbox.length === 0) {
          if (ended) throw ended
          await new Promise<void>(resolve => {
            wake = resolve
            socket.resume()
          })
        }
        return inbox.shift() as Message
      } finally {
        clearTimeout(late)
      }
    },
    close: () => socket.close(1000),
  }
}

function asMessage(text: string): Message | undefined {
  try {
    const message: unknown = JSON.parse(text)
    return typeof message === 'object' && message !== null && !Array.isArray(message) ? (message as Message) : undefined
  } catch {
    return undefined
  }
}
