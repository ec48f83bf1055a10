import {Agent as HttpAgent} from 'node:http'
import {Agent as HttpsAgent} from 'node:https'
import type {Agents, Environment} from '../world.ts'
import {proxyFor} from './proxy.ts'
import {tunnel} from './tunnel.ts'

/** Agents that take the same way as `proxiedFetch`. */
export function proxiedAgents(env: Environment): Agents {
  return {
    httpAgent: throughProxies(env, new HttpAgent({keepAlive: true}), false),
    httpsAgent: throughProxies(env, new HttpsAgent({keepAlive: true}), true),
  }
}

function throughProxies<T extends HttpAgent>(env: Environment, agent: T, tls: boolean): T {
  const directly = agent.createConnection.bind(agent)
  agent.createConnection = (options, done) => {
    const {host, port} = options as {host?: string | null; port?: number | string | null}
    const hostname = host ?? 'localhost'
    const at = Number(port) || (tls ? 443 : 80)
    const written = hostname.includes(':') ? `[${hostname}]` : hostname
    const proxy = proxyFor(env, new URL(`${tls ? 'https' : 'http'}://${written}:${at}`))
    if (!proxy) return directly(options, done)
    tunnel(proxy, {hostname: written, port: at, tls}).then(
      socket => done?.(null, socket),
      error => done?.(error, undefined as never),
    )
    return undefined
  }
  return agent
}
