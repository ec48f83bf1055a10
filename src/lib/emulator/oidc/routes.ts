import {receive} from '../federation/desk.ts'
import {jwksOf} from '../keys.ts'
import {type Exchange, json, type Route} from '../router.ts'
import type {Stack} from '../stack.ts'
import {findClient, type Pool} from '../state.ts'
import {authorize, deadEnd, elsewhere, resume} from './authorize.ts'
import {cognitoEngine} from './cognito-engine.ts'
import {discoveryOf} from './discovery.ts'
import {serve} from './engine.ts'
import {logout} from './logout.ts'
import {redirect, send} from './pages/layout.ts'
import {refusalPage} from './pages/notices.ts'
import {revoke} from './revoke.ts'
import {standardRoutes} from './standard-routes.ts'
import {userInfo} from './user-info.ts'
import {credentialsIn, openToAll, preflight} from './wire.ts'

/** OAuth 2.0 and OpenID Connect: each pool's issuer with Cognito's shared endpoints, and beside them a standard issuer. */
export function oidcRoutes(stack: Stack): Route[] {
  const pools = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\//
  return [
    {
      path: new RegExp(`${pools.source}openid-configuration$`),
      methods: ['GET'],
      target: 'discovery',
      handle: exchange => ofPool(stack, exchange, pool => discoveryOf(stack, pool)),
    },
    {
      path: new RegExp(`${pools.source}jwks\\.json$`),
      methods: ['GET'],
      target: 'jwks',
      handle: exchange => ofPool(stack, exchange, jwksOf),
    },
    {
      path: '/oauth2/authorize',
      methods: ['GET'],
      target: 'authorize',
      handle: exchange => authorize(stack, exchange),
    },
    {path: /^\/oauth2\/authorize\/[\w-]+$/, methods: ['GET'], handle: exchange => resume(stack, exchange)},
    {path: '/login', methods: ['GET', 'POST'], handle: exchange => login(stack, exchange)},
    {path: '/logout', methods: ['GET'], handle: exchange => logout(stack, exchange)},
    {path: '/error', methods: ['GET'], handle: showError},
    {path: '/oauth2/token', methods: ['POST'], target: 'token', handle: exchange => token(stack, exchange)},
    {path: '/oauth2/userInfo', methods: ['GET'], target: 'userInfo', handle: exchange => userInfo(stack, exchange)},
    {path: '/oauth2/revoke', methods: ['POST'], target: 'revoke', handle: exchange => revoke(stack, exchange)},
    {
      path: /^\/oauth2\/(token|userInfo|revoke)$/,
      methods: ['OPTIONS'],
      handle: ({res, url}) => preflight(res, url.pathname.endsWith('userInfo') ? 'GET' : 'POST'),
    },
    ...standardRoutes(stack),
  ]
}

async function ofPool(
  {state}: Stack,
  {url, res}: Exchange,
  document: (pool: Pool) => object | Promise<object>,
): Promise<void> {
  const pool = state.pools.get(url.pathname.split('/')[1] ?? '')
  if (!pool) return json(res, 404, {message: 'User pool does not exist.'})
  json(res, 200, await document(pool), {...openToAll, 'cache-control': 'public, max-age=86400, must-revalidate'})
}

/** The client's pool answers; a client nobody knows is refused as the engine would. */
async function token(stack: Stack, exchange: Exchange): Promise<void> {
  const {req, res} = exchange
  const bytes = await exchange.body()
  const {id} = credentialsIn(req, new URLSearchParams(bytes.toString()))
  const found = findClient(stack.state, id)
  res.setHeader('access-control-allow-origin', '*')
  if (!found) {
    stack.log(id === undefined ? 'refused: token: no client_id' : `refused: token: no app client has the id ${id}`)
    return json(res, 400, {error: id === undefined ? 'invalid_request' : 'invalid_client'})
  }
  // The endpoint is open to all origins, which is said above: the engine need not weigh this one.
  delete req.headers.origin
  await serve(stack, await cognitoEngine(stack, found.pool), exchange, {form: bytes})
}

/** `/login` is the page of a sign-in under way; asked for directly, it begins one. */
async function login(stack: Stack, exchange: Exchange): Promise<void> {
  const {url, req} = exchange
  if (req.method === 'GET' && (elsewhere(stack, exchange) || !url.searchParams.has('interaction')))
    return redirect(exchange, `${stack.origin}/oauth2/authorize${url.search}`)
  const found = findClient(stack.state, url.searchParams.get('client_id') ?? undefined)
  if (!found) return deadEnd(stack, exchange, 'invalid_client', 'the sign-in page was asked for without a known client')
  await receive(stack, await cognitoEngine(stack, found.pool), exchange, found.client)
}

function showError({url, res}: Exchange): void {
  const {searchParams: query} = url
  send(res, refusalPage(query.get('error') ?? 'unknown', undefined, query.get('client_id') ?? undefined))
}
