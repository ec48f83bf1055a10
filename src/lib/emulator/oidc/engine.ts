import {IncomingMessage} from 'node:http'
import type {Configuration, KoaContextWithOIDC, Provider} from 'oidc-provider'
import {keysOf} from '../keys.ts'
import type {Exchange} from '../router.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'
import {render} from './pages/layout.ts'
import {refusalPage} from './pages/notices.ts'
import {recordsOf} from './records.ts'

/** The library, brought in when somebody first needs it: it costs a quarter of a second. */
export type Library = typeof import('oidc-provider')

/** One oidc-provider, acting for one issuer. */
export interface Engine {
  /** The namespace of its records. */
  readonly name: string
  readonly pool: Pool
  readonly provider: Provider
}

/** What tells one issuer from another. */
export interface Shape {
  readonly name: string
  readonly issuer: string
  readonly pool: Pool
  readonly scopes: readonly string[]
  readonly client: (client: Client) => Awaited<ReturnType<ReturnType<typeof recordsOf>['find']>>
  readonly configuration: (library: Library) => Configuration
  readonly prepare: (provider: Provider, library: Library) => void
}

const running = new WeakMap<Stack, Map<string, {made: string; engine: Promise<Engine>}>>()

/**
 * The engine of an issuer. It keeps nothing itself, so it is simply made anew (some 20 ms) when what it was made from
 * changes: signing keys are rotated, or a resource server gets another scope.
 */
export async function engineOf(stack: Stack, shape: Shape): Promise<Engine> {
  const keys = await keysOf(shape.pool)
  const made = JSON.stringify([keys.id.map(key => key.kid), shape.scopes])
  const engines = running.get(stack) ?? new Map<string, {made: string; engine: Promise<Engine>}>()
  running.set(stack, engines)
  const known = engines.get(shape.name)
  if (known?.made === made) return known.engine
  const engine = start(stack, shape)
  engines.set(shape.name, {made, engine})
  return engine
}

async function start(stack: Stack, shape: Shape): Promise<Engine> {
  const library = await import('oidc-provider')
  const {name, pool, issuer, scopes, client} = shape
  const {id} = await keysOf(pool)
  const own = shape.configuration(library)
  // Browsers share cookies between the ports of a host: two stacks on one machine keep theirs apart by name.
  const jar = `${name}-${new URL(stack.origin).port}`
  const provider = new library.Provider(issuer, {
    ...own,
    adapter: model => {
      const records = recordsOf(stack, name, model, () => new library.errors.InvalidGrant('already used'))
      if (model !== 'Client') return records
      return {
        ...records,
        find: async clientId => {
          const found = pool.clients.get(clientId)
          return found && client(found)
        },
      }
    },
    jwks: {keys: id.map(({kid, privateJwk}) => ({...privateJwk, kid, alg: 'RS256', use: 'sig'}) as never)},
    scopes: [...scopes],
    responseTypes: ['code'],
    conformIdTokenClaims: false,
    // What is over is over: nobody's clock differs from the stack's here.
    clockTolerance: 0,
    cookies: {
      names: {session: `${jar}-session`, interaction: `${jar}-interaction`, resume: `${jar}-resume`},
      long: {httpOnly: true, sameSite: 'lax'},
      short: {httpOnly: true, sameSite: 'lax'},
      ...own.cookies,
    },
    renderError: (ctx, out, error) => {
      explain(stack, error)
      render(ctx, refusalPage(out.error, out.error_description))
    },
  })
  provider.on('server_error', (ctx, error) => stack.log(`${ctx.method} ${ctx.path} failed: ${error.stack ?? error}`))
  // The type of Koa's own event is lost where the library declares its events.
  ;(provider as NodeJS.EventEmitter).on('error', error => stack.log(`the OAuth engine failed: ${error}`))
  for (const event of ['authorization.error', 'grant.error', 'introspection.error', 'revocation.error'] as const)
    provider.on(event as 'grant.error', (_ctx, error) => explain(stack, error))
  shape.prepare(provider, library)
  return {name, pool, provider}
}

/** Hands a request to the engine, mounted at `mount`. Whatever name the caller used, the engine sees the stack's own. */
export async function serve(
  stack: Stack,
  {provider}: Engine,
  {req, res, url, body}: Exchange,
  {mount = '', search = url.search, form}: {mount?: string; search?: string; form?: Buffer} = {},
): Promise<void> {
  const bytes = form ?? (req.method === 'POST' ? await body() : Buffer.alloc(0))
  const path = `${url.pathname}${search}`
  const again = Object.assign(new IncomingMessage(req.socket), {
    method: req.method,
    url: path.slice(mount.length),
    originalUrl: path,
    // Otherwise its end would count as an abort, and close the caller's connection.
    complete: true,
    headers: {
      ...req.headers,
      host: new URL(stack.origin).host,
      ...(req.method === 'POST' && {'content-length': String(bytes.length)}),
    },
  })
  if (bytes.length > 0) again.push(bytes)
  again.push(null)
  await provider.callback()(again, res)
}

/** Says why a request was refused, with what the answer leaves out. */
function explain(stack: Stack, error: Error): void {
  const {error_description, error_detail} = error as Error & {error_description?: string; error_detail?: string}
  const words = [error.message, error_description, error_detail].filter(Boolean)
  stack.log(`refused: ${[...new Set(words)].join(': ')}`)
}

export type EngineContext = KoaContextWithOIDC
