import {offeredNames, wantedProvider} from '../federation/offered.ts'
import type {Exchange} from '../router.ts'
import type {Stack} from '../stack.ts'
import {type Client, findClient, type Pool} from '../state.ts'
import {allows, scopesOf} from './clients.ts'
import {cognitoEngine} from './cognito-engine.ts'
import {serve} from './engine.ts'
import {redirect} from './pages/layout.ts'
import {resourceScopes, systemScopes} from './scopes.ts'

/** `/oauth2/authorize`: Cognito's own checks and words first, then the engine. */
export async function authorize(stack: Stack, exchange: Exchange): Promise<void> {
  const {url} = exchange
  if (elsewhere(stack, exchange)) return redirect(exchange, `${stack.origin}${url.pathname}${url.search}`)
  const query = new URLSearchParams(url.search)
  const found = findClient(stack.state, query.get('client_id') ?? undefined)
  if (!found) return deadEnd(stack, exchange, 'invalid_client', `no app client has the id ${query.get('client_id')}`)
  const {pool, client} = found
  const target = query.get('redirect_uri') ?? client.settings.DefaultRedirectURI ?? ''
  const registered = client.settings.CallbackURLs ?? []
  if (!registered.includes(target)) {
    const words = `redirect_uri ${target} is not registered for ${client.settings.ClientId}`
    return deadEnd(stack, exchange, 'redirect_mismatch', `${words}; registered: ${registered.join(', ') || 'none'}`)
  }
  query.set('redirect_uri', target)
  const refusal = refused(pool, client, query)
  if (refusal) {
    stack.log(`refused: ${refusal.reason}`)
    return redirect(exchange, withError(target, refusal.error, query))
  }
  await serve(stack, await cognitoEngine(stack, pool), exchange, {search: `?${normalized(pool, client, query)}`})
}

/** Where the engine goes on after a page: the rest of the path names the interaction, and the interaction its pool. */
export async function resume(stack: Stack, exchange: Exchange): Promise<void> {
  const uid = exchange.url.pathname.split('/').at(-1)
  const pool = [...stack.state.pools.values()].find(({id}) => stack.state.engine.has(`${id}/Interaction/${uid}`))
  if (!pool) return deadEnd(stack, exchange, 'session_expired', 'the sign-in is over, or was never begun')
  await serve(stack, await cognitoEngine(stack, pool), exchange)
}

/** Shows the error page: where the address to return to cannot be trusted, nobody is sent there. */
export function deadEnd(stack: Stack, exchange: Exchange, error: string, reason: string): void {
  stack.log(`refused: ${reason}`)
  const clientId = exchange.url.searchParams.get('client_id')
  redirect(exchange, `/error?${new URLSearchParams({error, ...(clientId !== null && {client_id: clientId})})}`)
}

/** Cookies belong to one name of this machine: pages are shown under the stack's own. */
export function elsewhere({origin}: Stack, {req}: Exchange): boolean {
  return req.headers.host !== new URL(origin).host
}

function refused(pool: Pool, client: Client, query: URLSearchParams): {error: string; reason: string} | undefined {
  const id = client.settings.ClientId
  const type = query.get('response_type')
  if (type === null) return {error: 'invalid_request', reason: 'response_type is missing'}
  const flow = type === 'code' ? 'code' : type === 'token' ? 'implicit' : undefined
  if (flow === undefined) return {error: 'invalid_request', reason: `response_type ${type} is unknown`}
  if (!allows(client, flow)) return {error: 'unauthorized_client', reason: `the ${flow} flow is not enabled for ${id}`}
  if (flow === 'implicit') return {error: 'unauthorized_client', reason: 'this stack has no implicit flow; use code'}
  const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean)
  const known = [...systemScopes, ...resourceScopes(pool)]
  const strange = scopes.find(scope => !known.includes(scope) || !scopesOf(client).includes(scope))
  if (strange !== undefined)
    return {
      error: 'invalid_scope',
      reason: `${id} is not allowed the scope ${strange}; allowed: ${scopesOf(client).join(' ')}`,
    }
  if (scopes.some(scope => ['email', 'phone', 'profile'].includes(scope)) && !scopes.includes('openid'))
    return {error: 'invalid_scope', reason: 'email, phone and profile need openid beside them'}
  const wanted = wantedProvider(pool, client, query)
  const offered = offeredNames(pool, client)
  if (wanted !== undefined && !offered.includes(wanted))
    return {
      error: 'invalid_request',
      reason: `${id} does not offer the provider ${wanted}; offered: ${offered.join(', ')}`,
    }
  return undefined
}

/** What the engine is asked: no scope means all of the client's, and the prompts are those it knows. */
function normalized(pool: Pool, client: Client, query: URLSearchParams): URLSearchParams {
  const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean)
  query.set('scope', (scopes.length > 0 ? scopes : scopesOf(client)).join(' '))
  const prompts = (query.get('prompt') ?? '').split(' ').filter(prompt => prompt !== '' && prompt !== 'consent')
  const known = new Set(prompts.map(prompt => (prompt === 'select_account' ? 'login' : prompt)))
  if (known.size > 0) query.set('prompt', [...known].join(' '))
  else query.delete('prompt')
  const wanted = wantedProvider(pool, client, query)
  query.delete('idp_identifier')
  if (wanted === undefined) query.delete('identity_provider')
  else query.set('identity_provider', wanted)
  // Extra parameters Cognito knows and the engine does not speak of.
  for (const name of ['resource', 'acr_values', 'claims', 'response_mode']) query.delete(name)
  return query
}

function withError(target: string, error: string, query: URLSearchParams): string {
  const url = new URL(target)
  url.searchParams.set('error', error)
  const state = query.get('state')
  if (state !== null) url.searchParams.set('state', state)
  return url.href
}
