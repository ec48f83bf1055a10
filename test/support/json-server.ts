import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'

/** A server on loopback that counts what it is asked. */
export interface JsonServer {
  readonly origin: string
  readonly asked: string[]
  stop(): void
}

/** Serves with `answer`; port 0 picks one. */
export async function serve(answer: RequestListener): Promise<JsonServer> {
  const asked: string[] = []
  const server: Server = createServer({keepAliveTimeout: 60_000}, (request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Documents by path; anything else is a 404. */
export function documents(byPath: () => Record<string, unknown>): RequestListener {
  return (request, response) => {
    const document = byPath()[request.url ?? '']
    response.writeHead(document === undefined ? 404 : 200, {'content-type': 'application/json; charset=utf-8'})
    response.end(JSON.stringify(document ?? {}))
  }
}
