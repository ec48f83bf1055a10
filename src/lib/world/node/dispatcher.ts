import {Failure} from '../../failure.ts'

/** What a dispatcher of Node's fetch takes that matters here; without a proxy, also where NODE_USE_ENV_PROXY is set. */
export interface DispatcherOptions {
  readonly connect?: unknown
  readonly noProxy: '*'
  readonly httpProxy: ''
  readonly httpsProxy: ''
}

export const straightOn = {noProxy: '*', httpProxy: '', httpsProxy: ''} as const

/**
 * The class of the dispatcher that Node's fetch uses, found by its well-known symbol: a fetch takes dispatchers of its
 * own undici only, and Node exports none. Node 22 cannot be told of proxies or certificates in any other way.
 */
export function dispatcherClass(): new (options: DispatcherOptions) => object {
  // Made when fetch is first touched.
  new Request('http://localhost')
  const globals = globalThis as unknown as Record<symbol, object | undefined>
  const found = globals[Symbol.for('undici.globalDispatcher.2')] ?? globals[Symbol.for('undici.globalDispatcher.1')]
  if (!found) throw new Failure('unsupported', `Node ${process.version} does not let its fetch be sent another way.`)
  return found.constructor as new (
    options: DispatcherOptions,
  ) => object
}
