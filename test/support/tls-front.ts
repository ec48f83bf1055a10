import {type AddressInfo, connect, type Socket} from 'node:net'
import {createServer, type SecureContextOptions} from 'node:tls'

export interface TlsFront {
  readonly port: number
  stop(): void
}

/** TLS on a port of its own, in front of a server on this machine that speaks plain HTTP. */
export async function tlsFront(certificate: SecureContextOptions, origin: string): Promise<TlsFront> {
  const open = new Set<Socket>()
  const server = createServer(certificate, socket => {
    const behind = connect(Number(new URL(origin).port), '127.0.0.1')
    for (const one of [socket, behind]) {
      open.add(one)
      one.on('error', () => {}).on('close', () => open.delete(one))
    }
    socket.pipe(behind).pipe(socket)
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
