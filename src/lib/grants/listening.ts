import type {Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {Failure} from '../failure.ts'
import {type RedirectUri, withPort} from './redirect-uris.ts'

export interface Listening {
  /** The redirect URI that was chosen, as it has to be sent. */
  readonly redirectUri: string
  readonly port: number
  readonly servers: readonly Server[]
}

/**
 * Listens where the first of these URIs points, on this machine's own addresses only: `localhost` is both 127.0.0.1 and
 * ::1, whichever the browser prefers (RFC 8252, section 8.3).
 *
 * @throws Failure `conflict` naming the ports when all are taken.
 */
export async function listenAtFirst(uris: readonly RedirectUri[], newServer: () => Server): Promise<Listening> {
  for (const {uri, port} of uris) {
    const found = await listenAt(addressesOf(uri), port, newServer)
    if (found) return {redirectUri: port === 0 ? withPort(uri, found.port) : uri, ...found}
  }
  const ports = uris.map(({port}) => port)
  throw new Failure(
    'conflict',
    ports.length === 1
      ? `Port ${ports[0]}, which the redirect URI ${uris[0]?.uri} needs, is taken or forbidden on this machine.`
      : `The ports ${ports.join(', ')}, which the redirect URIs need, are all taken or forbidden on this machine.`,
    {hints: ['pass --port N with a free port whose redirect URI is registered with the client']},
  )
}

async function listenAt(
  [first = '127.0.0.1', ...others]: readonly string[],
  port: number,
  newServer: () => Server,
): Promise<Omit<Listening, 'redirectUri'> | undefined> {
  // A free port of one family may be taken in the other.
  for (let attempts = port === 0 ? 10 : 1; attempts > 0; attempts--) {
    const server = await listen(newServer(), first, port)
    if (typeof server === 'string') return undefined
    const servers = [server]
    const found = (server.address() as AddressInfo).port
    const outcomes = await Promise.all(others.map(host => listen(newServer(), host, found)))
    servers.push(...outcomes.filter(outcome => typeof outcome !== 'string'))
    if (!outcomes.includes('EADDRINUSE')) return {port: found, servers}
    for (const one of servers) one.close()
  }
  return undefined
}

/** The server once it listens; else the system's reason, such as EADDRNOTAVAIL where there is no IPv6. */
function listen(server: Server, host: string, port: number): Promise<Server | string> {
  return new Promise(resolve => {
    server.once('error', error => resolve((error as NodeJS.ErrnoException).code ?? 'unknown'))
    server.listen({host, port, exclusive: true, ipv6Only: host === '::1'}, () => resolve(server))
  })
}

function addressesOf(uri: string): string[] {
  const {hostname} = new URL(uri)
  if (hostname === 'localhost') return ['127.0.0.1', '::1']
  return [hostname.replace(/^\[(.*)\]$/, '$1')]
}
