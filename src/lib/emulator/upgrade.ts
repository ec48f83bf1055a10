import {type IncomingMessage, STATUS_CODES} from 'node:http'
import type {Duplex} from 'node:stream'
import {ownHost} from './router.ts'
import type {Stack} from './stack.ts'

export type UpgradeListener = (req: IncomingMessage, socket: Duplex, head: Buffer) => void

type Welcome = (stack: Stack, req: IncomingMessage, socket: Duplex, head: Buffer) => void

interface Entrance {
  readonly protocol: string
  /** What faults call it. */
  readonly target: string
  readonly welcome: () => Promise<Welcome>
}

/** Where websockets are let in, as AppSync's custom domains have them, and nowhere else. */
const entrances: Readonly<Record<string, Entrance>> = {
  '/graphql/realtime': {
    protocol: 'graphql-ws',
    target: 'graphql',
    welcome: async () => (await import('./appsync/realtime.ts')).welcome,
  },
  '/event/realtime': {
    protocol: 'aws-appsync-event-ws',
    target: 'events',
    welcome: async () => (await import('./events/realtime.ts')).welcomeEvents,
  },
}

export function upgrades(stack: Stack): UpgradeListener {
  return (req, socket, head) => {
    socket.on('error', () => socket.destroy())
    accept(stack, req, socket, head).catch(error => {
      stack.log(`a websocket failed: ${error?.stack ?? error}`)
      socket.destroy()
    })
  }
}

async function accept(stack: Stack, req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  const {pathname} = new URL(req.url ?? '/', stack.origin)
  const protocols = (req.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
  if (!ownHost(req.headers.host)) return refuse(socket, 421)
  const entrance = Object.hasOwn(entrances, pathname) ? entrances[pathname] : undefined
  if (!entrance) return refuse(socket, 404)
  if (!protocols.includes(entrance.protocol)) return refuse(socket, 400, 'NoProtocolError')
  const fault = stack.faults.take(entrance.target)
  if (fault?.kind === 'throttle') return refuse(socket, 429, 'LimitExceededError')
  if (fault?.kind === 'error') return refuse(socket, fault.status ?? 500, 'InternalFailure')
  if (fault?.kind === 'cut' || fault?.kind === 'html') return void socket.destroy()
  if (fault?.kind === 'slow') await new Promise(resolve => setTimeout(resolve, fault.ms))
  const welcome = await entrance.welcome()
  welcome(stack, req, socket, head)
}

function refuse(socket: Duplex, status: number, errorType?: string): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...(errorType ? [`x-amzn-errortype: ${errorType}`] : []),
    'connection: close',
    'content-length: 0',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n`)
}
