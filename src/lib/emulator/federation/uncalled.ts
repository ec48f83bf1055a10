import {detailsOf, providersOf} from '../cognito/identity-providers.ts'
import {deadEnd} from '../oidc/authorize.ts'
import {redirect} from '../oidc/pages/layout.ts'
import {keepNote, note} from '../oidc/records.ts'
import {Problem} from '../problem.ts'
import type {Exchange} from '../router.ts'
import type {Stack} from '../stack.ts'
import {type Client, findClient, type IdentityProvider, type Pool} from '../state.ts'
import {leaveOutcome} from './errand.ts'
import {offeredNames} from './offered.ts'
import {userOf} from './person.ts'
import {samlAnswer} from './saml-answer.ts'

/**
 * A sign-in that the SAML provider begins: its response answers no request, and the relay state says for whom it is, as
 * the query of an authorization request. Only for providers with `IDPInit`, and clients with SAML providers alone; the
 * assertion is young and new, and the rest of the request is checked where every other is.
 */
export async function takeUncalled(
  stack: Stack,
  exchange: Exchange,
  wish: URLSearchParams,
  response: string | null,
): Promise<void> {
  try {
    const {pool, client, provider} = welcome(stack, wish)
    const {person, assertionId, endsAt} = await samlAnswer(stack, pool, provider, response, undefined)
    const used = `assertion/${pool.id}/${provider.settings.ProviderName}/${assertionId}`
    if (note(stack, used)) throw new Problem('InvalidSamlResponse', 'the assertion was used before')
    keepNote(stack, used, {used: true}, Math.ceil((endsAt - stack.clock.now()) / 1000))
    const {sub} = userOf(stack, pool, client, provider, person)
    const query = new URLSearchParams({
      ...Object.fromEntries(wish),
      // Whoever is signed in here already, this is about somebody else.
      prompt: 'login',
      outcome: leaveOutcome(stack, {sub}),
    })
    redirect(exchange, `${stack.origin}/oauth2/authorize?${query}`)
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    deadEnd(stack, exchange, 'unexpected_answer', problem.message)
  }
}

function welcome(stack: Stack, wish: URLSearchParams): {pool: Pool; client: Client; provider: IdentityProvider} {
  const found = findClient(stack.state, wish.get('client_id') ?? undefined)
  const name = wish.get('identity_provider') ?? ''
  const provider = found && providersOf(found.pool).get(name)
  if (!found || !provider) throw new Problem('InvalidSamlResponse', `the relay state names no client with ${name}`)
  const types = offeredNames(found.pool, found.client).map(
    offered => providersOf(found.pool).get(offered)?.settings.ProviderType,
  )
  if (provider.settings.ProviderType !== 'SAML' || detailsOf(stack, provider).IDPInit !== 'true')
    throw new Problem('InvalidSamlResponse', `${name} may not begin a sign-in: IDPInit is not set`)
  if (types.some(type => type !== 'SAML'))
    throw new Problem('InvalidSamlResponse', 'a client whose providers may begin has no others than SAML providers')
  return {...found, provider}
}
