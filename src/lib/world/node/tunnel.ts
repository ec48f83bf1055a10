import {request as httpRequest} from 'node:http'
import {request as httpsRequest} from 'node:https'
import type {Socket} from 'node:net'
import {connect as startTls} from 'node:tls'
import {Failure} from '../../failure.ts'
import type {ProxyServer} from './proxy.ts'

const patienceMs = 10_000

/**
 * A connection to a host through a proxy (RFC 9110, section 9.3.6), with TLS from end to end where `tls` is asked for:
 * the proxy sees the host's name, and nothing that is said.
 * @throws Failure `unreachable`, `timed_out`; whatever TLS objects to. The proxy's password is in none of them.
 */
export async function tunnel(proxy: ProxyServer, {hostname, port, tls}: Destination): Promise<Socket> {
  const socket = await connected(proxy, `${hostname}:${port}`)
  if (!tls) return socket
  const bare = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const secure = startTls({
      socket,
      host: bare,
      servername: named(bare),
      ALPNProtocols: ['http/1.1'],
      timeout: patienceMs,
    })
    secure.once('timeout', () => secure.destroy(new Failure('timed_out', `${bare} did not begin TLS in time.`)))
    secure.once('error', reject)
    secure.once('secureConnect', () => {
      secure.off('error', reject)
      secure.removeAllListeners('timeout').setTimeout(0)
      resolve(secure)
    })
  })
}

export interface Destination {
  readonly hostname: string
  readonly port: number
  readonly tls: boolean
}

/** What is asked for in TLS (SNI): a name. Addresses are not, but certificates are held against them all the same. */
function named(host: string): string {
  return /^[\d.]+$|:/.test(host) ? '' : host
}

function connected(proxy: ProxyServer, authority: string): Promise<Socket> {
  const {protocol, hostname, port, authorization, variable} = proxy
  const who = `The proxy ${hostname}:${port} (${variable})`
  return new Promise((resolve, reject) => {
    const way = {hostname, port, servername: named(hostname), agent: false, timeout: patienceMs}
    const options = {...way, method: 'CONNECT', path: authority, headers: {host: authority}}
    const request = (protocol === 'https:' ? httpsRequest : httpRequest)(options)
    // Not among the options: NODE_DEBUG=net writes those out.
    if (authorization !== undefined) request.setHeader('proxy-authorization', authorization)
    request.once('timeout', () => request.destroy(new Failure('timed_out', `${who} did not answer in time.`)))
    request.once('error', error => reject(unreached(who, error)))
    request.once('connect', ({statusCode = 0}, socket: Socket) => {
      if (statusCode < 200 || statusCode >= 300) {
        socket.destroy()
        return reject(refused(who, authority, statusCode, variable))
      }
      resolve(socket.setTimeout(0))
    })
    // A server that knows no CONNECT answers as to any request.
    request.once('response', response => {
      response.destroy()
      reject(refused(who, authority, response.statusCode ?? 0, variable))
    })
    request.end()
  })
}

function unreached(who: string, error: NodeJS.ErrnoException): Failure {
  if (error instanceof Failure) return error
  return new Failure('unreachable', `${who} cannot be reached: ${error.code ?? 'it broke off'}.`, {cause: error})
}

function refused(who: string, authority: string, status: number, variable: string): Failure {
  if (status === 407)
    return new Failure('unreachable', `${who} wants a user name and a password, or others than it was given.`, {
      hints: [`set ${variable} to http://USER:PASSWORD@HOST:PORT`],
    })
  return new Failure('unreachable', `${who} refused to connect to ${authority}: HTTP ${status}.`, {
    hints: ['NO_PROXY names hosts that are reached without it'],
  })
}
