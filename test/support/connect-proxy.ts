import {createServer} from 'node:http'
import {type AddressInfo, connect, type Socket} from 'node:net'

/** A proxy that tunnels and nothing else, and looks up names in a table of its own. */
export interface ConnectProxy {
  readonly port: number
  /** What it was asked to connect to, oldest first. */
  readonly asked: readonly string[]
  stop(): void
}

/** `ports` on this machine by `host:port`; whom it does not know it refuses. With `login`, only who shows it may pass. */
export async function connectProxy(ports: Readonly<Record<string, number>>, login?: string): Promise<ConnectProxy> {
  const asked: string[] = []
  const open = new Set<Socket>()
  const server = createServer((_request, response) => response.writeHead(400).end('this proxy only tunnels'))
  server.on('connect', (request, socket, head) => {
    socket.on('error', () => {})
    asked.push(request.url ?? '')
    const shown = Buffer.from(request.headers['proxy-authorization']?.slice('Basic '.length) ?? '', 'base64').toString()
    if (login !== undefined && shown !== login)
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n')
    const port = ports[request.url ?? '']
    if (port === undefined) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    const other = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      if (head.length > 0) other.write(head)
      other.pipe(socket).pipe(other)
    })
    open.add(other)
    other.on('error', () => {}).on('close', () => socket.destroy())
    socket.on('close', () => {
      open.delete(other)
      other.destroy()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    stop: () => {
      for (const socket of open) socket.destroy()
      server.closeAllConnections()
      server.close()
    },
  }
}
