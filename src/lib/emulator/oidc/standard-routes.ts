import {jwksOf} from '../keys.ts'
import {type Exchange, json, type Route} from '../router.ts'
import type {Stack} from '../stack.ts'
import {elsewhere} from './authorize.ts'
import {attend} from './counter.ts'
import {type Engine, serve} from './engine.ts'
import {redirect} from './pages/layout.ts'
import {mount, standardEngine} from './standard-engine.ts'
import {disguised} from './standard-tokens.ts'

/** The standard issuer: each endpoint a target for faults, the rest of its paths the engine's own affair. */
export function standardRoutes(stack: Stack): Route[] {
  const toEngine = (exchange: Exchange) =>
    withEngine(stack, exchange, engine => serve(stack, engine, exchange, {mount}))
  const withToken = (exchange: Exchange) =>
    withEngine(stack, exchange, async engine => {
      const form = disguised(new URLSearchParams((await exchange.body()).toString()))
      await serve(stack, engine, exchange, {mount, form: Buffer.from(form.toString())})
    })
  // The engine would post a code from the address on by script; ours is filled in, for the person to send it on.
  const devicePage = (exchange: Exchange) =>
    withEngine(stack, exchange, engine => {
      const code = exchange.req.method === 'GET' ? exchange.url.searchParams.get('user_code') : null
      const search = code === null ? exchange.url.search : `?${new URLSearchParams({code})}`
      return serve(stack, engine, exchange, {mount, search})
    })
  return [
    {path: `${mount}/.well-known/openid-configuration`, target: 'discovery', handle: toEngine},
    {
      // RFC 8414 puts the well-known part before the issuer's path, where OpenID Connect Discovery puts it behind.
      path: `/.well-known/oauth-authorization-server${mount}`,
      target: 'discovery',
      handle: exchange =>
        toEngine({...exchange, url: new URL(`${stack.origin}${mount}/.well-known/oauth-authorization-server`)}),
    },
    {
      path: `${mount}/jwks`,
      methods: ['GET'],
      target: 'jwks',
      handle: exchange => withEngine(stack, exchange, async ({pool}) => json(exchange.res, 200, await jwksOf(pool))),
    },
    {path: `${mount}/authorize`, methods: ['GET'], target: 'authorize', handle: atHome(stack, toEngine)},
    {path: `${mount}/par`, target: 'authorize', handle: toEngine},
    {path: `${mount}/token`, target: 'token', handle: toEngine},
    {path: `${mount}/userinfo`, target: 'userInfo', handle: toEngine},
    {path: `${mount}/revoke`, methods: ['POST'], target: 'revoke', handle: withToken},
    {path: `${mount}/introspect`, methods: ['POST'], target: 'introspect', handle: withToken},
    {path: `${mount}/device/authorize`, target: 'device', handle: toEngine},
    {
      path: `${mount}/login`,
      methods: ['GET', 'POST'],
      handle: exchange => withEngine(stack, exchange, engine => attend(stack, engine, exchange)),
    },
    {path: `${mount}/device`, methods: ['GET', 'POST'], handle: atHome(stack, devicePage)},
    {path: new RegExp(`^${mount}/(authorize|device|logout)(/[\\w-]+)?$`), handle: atHome(stack, toEngine)},
    {path: new RegExp(`^${mount}/`), handle: toEngine},
  ]
}

async function withEngine(
  stack: Stack,
  {res}: Exchange,
  work: (engine: Engine) => void | Promise<void>,
): Promise<void> {
  const engine = await standardEngine(stack)
  if (!engine) return json(res, 404, {message: 'This stack has no user pool yet, and so nobody who could sign in.'})
  await work(engine)
}

/** Pages are shown under the stack's own name, where their cookies are. */
function atHome(stack: Stack, handle: Route['handle']): Route['handle'] {
  return exchange => {
    const {url, req} = exchange
    if (req.method === 'GET' && elsewhere(stack, exchange))
      return redirect(exchange, `${stack.origin}${url.pathname}${url.search}`)
    return handle(exchange)
  }
}
