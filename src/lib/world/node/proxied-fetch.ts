import {Failure} from '../../failure.ts'
import type {Environment, Fetch} from '../world.ts'
import {certifiedFetch} from './certified-fetch.ts'
import {dispatcherClass, straightOn} from './dispatcher.ts'
import {type ProxyServer, proxyFor} from './proxy.ts'
import {tunnel} from './tunnel.ts'

/** Node's own fetch, by way of the proxies that the environment sets. */
export function proxiedFetch(env: Environment): Fetch {
  const dispatchers = new Map<string | undefined, object>()
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const proxy = proxyFor(env, url)
    if (init?.certificate) {
      if (proxy) throw notThrough(proxy)
      return certifiedFetch(input, {...init, certificate: init.certificate})
    }
    const dispatcher = dispatchers.get(proxy?.variable) ?? dispatcherBy(proxy)
    dispatchers.set(proxy?.variable, dispatcher)
    try {
      return await globalThis.fetch(input, {...init, dispatcher} as RequestInit)
    } catch (error) {
      // What the proxy said is said plainly; fetch hides it behind “fetch failed”.
      const {cause} = error as Error
      throw cause instanceof Failure ? cause : error
    }
  }
}

interface Origin {
  readonly protocol: string
  readonly hostname: string
  readonly port?: string
}

type Connect = (origin: Origin, done: (error: unknown, socket: unknown) => void) => void
/** Without a proxy: straight on, also where NODE_USE_ENV_PROXY makes Node itself look for one. */
function dispatcherBy(proxy: ProxyServer | undefined): object {
  return new (dispatcherClass())(proxy ? {connect: connectThrough(proxy), ...straightOn} : straightOn)
}

function connectThrough(proxy: ProxyServer): Connect {
  return ({protocol, hostname, port}, done) => {
    const tls = protocol === 'https:'
    tunnel(proxy, {hostname, port: Number(port) || (tls ? 443 : 80), tls}).then(
      socket => done(null, socket),
      error => done(error, null),
    )
  }
}

/** The tunnel's TLS is its own, and shows no certificate of ours. */
function notThrough({variable}: ProxyServer): Failure {
  return new Failure('unsupported', `A client certificate is not shown through the proxy that ${variable} names.`, {
    hints: ['add the host of the issuer to NO_PROXY'],
  })
}
