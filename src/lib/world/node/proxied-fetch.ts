import {Failure} from '../../failure.ts'
import type {Environment, Fetch} from '../world.ts'
import {type ProxyServer, proxyFor} from './proxy.ts'
import {tunnel} from './tunnel.ts'

/** Node's own fetch, by way of the proxies that the environment sets. */
export function proxiedFetch(env: Environment): Fetch {
  const dispatchers = new Map<string | undefined, object>()
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const proxy = proxyFor(env, url)
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
type AgentClass = new (options: {connect?: Connect; noProxy: '*'; httpProxy: ''; httpsProxy: ''}) => object

/** Without a proxy: straight on, also where NODE_USE_ENV_PROXY makes Node itself look for one. */
function dispatcherBy(proxy: ProxyServer | undefined): object {
  const none = {noProxy: '*', httpProxy: '', httpsProxy: ''} as const
  return new (agentClass())(proxy ? {connect: connectThrough(proxy), ...none} : none)
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

/**
 * The class of the dispatcher that Node's fetch uses, found by its well-known symbol: a fetch takes dispatchers of its
 * own undici only, and Node exports none. Node 22 cannot be told of proxies in any other way while it runs.
 */
function agentClass(): AgentClass {
  // Made when fetch is first touched.
  new Request('http://localhost')
  const globals = globalThis as unknown as Record<symbol, object | undefined>
  const found = globals[Symbol.for('undici.globalDispatcher.2')] ?? globals[Symbol.for('undici.globalDispatcher.1')]
  if (!found)
    throw new Failure('unsupported', `Node ${process.version} does not let its fetch be sent through a proxy.`)
  return found.constructor as AgentClass
}
