import {signOutElsewhere} from '../federation/sign-out.ts'
import type {Exchange} from '../router.ts'
import type {Stack} from '../stack.ts'
import {findClient} from '../state.ts'
import {deadEnd, elsewhere} from './authorize.ts'
import {cognitoEngine} from './cognito-engine.ts'
import {redirect} from './pages/layout.ts'
import {userBySub} from './people.ts'
import {cookies} from './visit.ts'

/**
 * `/logout`: ends the browser's session, then sends it to a registered `logout_uri`, or with `redirect_uri` and
 * `response_type` back to the sign-in page. Nothing of OpenID Connect's own logout is understood, as at Cognito.
 */
export async function logout(stack: Stack, exchange: Exchange): Promise<void> {
  const {url, req} = exchange
  if (elsewhere(stack, exchange)) return redirect(exchange, `${stack.origin}${url.pathname}${url.search}`)
  const query = url.searchParams
  const found = findClient(stack.state, query.get('client_id') ?? undefined)
  if (!found) return deadEnd(stack, exchange, 'invalid_client', `no app client has the id ${query.get('client_id')}`)
  const {pool, client} = found
  const target = query.get('logout_uri')
  const registered = client.settings.LogoutURLs ?? []
  if (target === null && query.get('redirect_uri') === null)
    return deadEnd(stack, exchange, 'invalid_request', 'logout needs logout_uri, or redirect_uri and response_type')
  if (target !== null && !registered.includes(target)) {
    const words = `logout_uri ${target} is not registered for ${client.settings.ClientId}`
    return deadEnd(stack, exchange, 'redirect_mismatch', `${words}; registered: ${registered.join(', ') || 'none'}`)
  }
  const {provider} = await cognitoEngine(stack, pool)
  const name = provider.cookieName('session')
  const session = await provider.Session.find(cookies(req).get(name) ?? '')
  await session?.destroy()
  const next = target ?? `${stack.origin}/login${url.search}`
  const user = userBySub(pool, session?.accountId ?? '')
  const first = user && (await signOutElsewhere(stack, pool, user, next))
  redirect(exchange, first ?? next, {'set-cookie': `${name}=; Path=/; HttpOnly; Max-Age=0`})
}
