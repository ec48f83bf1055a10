/** Node's own modules that cost milliseconds, and that most commands name without ever getting to use them. */
const costly = new Set([
  'child_process',
  'crypto',
  'dns',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'perf_hooks',
  'process',
  'readline',
  'stream/promises',
  'tls',
  'tty',
  'worker_threads',
  'zlib',
])

/** One of Node's own modules, loaded when something of it is first used; undefined for those that cost nothing. */
export function lateBuiltin(id: string): object | undefined {
  const name = id.replace(/^node:/, '')
  if (!costly.has(name)) return undefined
  const own = () => process.getBuiltinModule(name) as object
  return new Proxy(
    {},
    {
      get: (_, key) => (key === '__esModule' ? undefined : Reflect.get(own(), key)),
      set: (_, key, value) => Reflect.set(own(), key, value),
      has: (_, key) => Reflect.has(own(), key),
      ownKeys: () => Reflect.ownKeys(own()),
      getOwnPropertyDescriptor: (_, key) => {
        const found = Reflect.getOwnPropertyDescriptor(own(), key)
        return found && {...found, configurable: true}
      },
    },
  )
}
