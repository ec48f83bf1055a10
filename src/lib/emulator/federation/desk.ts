import {randomBytes} from 'node:crypto'
import {detailsOf, providerOf} from '../cognito/identity-providers.ts'
import {attend, changePerson} from '../oidc/counter.ts'
import type {Engine} from '../oidc/engine.ts'
import {redirect} from '../oidc/pages/layout.ts'
import {conclude, type Visit, visitOf} from '../oidc/visit.ts'
import {Problem} from '../problem.ts'
import type {Exchange} from '../router.ts'
import {providerMetadata} from '../saml/provider.ts'
import {withRequest} from '../saml/redirect.ts'
import {requestXml} from '../saml/request.ts'
import {newId} from '../saml/response.ts'
import {poolSigner} from '../saml/signer.ts'
import type {Stack} from '../stack.ts'
import type {Client, IdentityProvider} from '../state.ts'
import {type Errand, sendOff, takeOutcome} from './errand.ts'
import {offeredProviders, offersPool} from './offered.ts'
import {acsOf, entityIdOf} from './service-provider.ts'
import {upstreamAddress} from './upstream.ts'

/**
 * The desk before the sign-in page: sends people on to the provider that is asked for, takes back those who come from
 * one, and leads everybody else to the page, with the client's providers to choose from.
 */
export async function receive(stack: Stack, engine: Engine, exchange: Exchange, client: Client): Promise<void> {
  const visit = exchange.req.method === 'GET' ? await visitOf(engine, exchange) : undefined
  const outcome = exchange.url.searchParams.get('outcome')
  if (visit && outcome !== null) return finish(stack, engine, exchange, visit, outcome)
  const wanted = visit?.interaction.params.identity_provider
  if (visit && typeof wanted === 'string' && wanted !== 'COGNITO')
    return sendTo(stack, engine, exchange, visit, client, providerOf(engine.pool, wanted))
  await attend(stack, engine, exchange, {
    password: offersPool(client),
    providers: visitChoices(engine, exchange, client),
  })
}

/** Each provider as an address: the same request once more, with the choice made. */
function visitChoices({pool}: Engine, {url}: Exchange, client: Client): {name: string; href: string}[] {
  return offeredProviders(pool, client).map(({settings: {ProviderName = ''}}) => {
    const query = new URLSearchParams(url.search)
    for (const own of ['interaction', 'outcome']) query.delete(own)
    query.set('identity_provider', ProviderName)
    return {name: ProviderName, href: `/oauth2/authorize?${query}`}
  })
}

async function sendTo(
  stack: Stack,
  {pool}: Engine,
  exchange: Exchange,
  visit: Visit,
  client: Client,
  provider: IdentityProvider,
): Promise<void> {
  const {ProviderName = '', ProviderType} = provider.settings
  const details = detailsOf(stack, provider)
  const {uid, params} = visit.interaction
  const errand = {poolId: pool.id, clientId: client.settings.ClientId, provider: ProviderName, uid}
  const hint = typeof params.login_hint === 'string' ? params.login_hint : undefined
  try {
    const address = ProviderType === 'SAML' ? await samlAddress() : await openIdAddress()
    redirect(exchange, address)
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    refuse(stack, exchange, visit, problem.message)
  }

  async function samlAddress(): Promise<string> {
    const {signIn = ''} = await providerMetadata(stack, details)
    const id = newId()
    const request = {id, issuer: entityIdOf(pool), answerTo: acsOf(stack)}
    const xml = requestXml(request, signIn, stack.clock.now())
    const signs = details.RequestSigningAlgorithm !== undefined
    return withRequest(signIn, xml, sendOff(stack, {...errand, proof: id}), signs ? poolSigner(stack, pool) : undefined)
  }

  async function openIdAddress(): Promise<string> {
    const nonce = randomBytes(16).toString('base64url')
    const state = sendOff(stack, {...errand, proof: nonce} satisfies Errand)
    return upstreamAddress(stack, details, {state, nonce, loginHint: hint})
  }
}

async function finish(stack: Stack, engine: Engine, exchange: Exchange, visit: Visit, name: string): Promise<void> {
  const outcome = takeOutcome(stack, name, visit.interaction.uid)
  if (!outcome) return refuse(stack, exchange, visit, 'the answer of the provider was used already')
  if ('refusal' in outcome) return refuse(stack, exchange, visit, outcome.refusal)
  await changePerson(engine, visit, outcome.sub)
  redirect(exchange, await conclude(visit, {login: {accountId: outcome.sub}}))
}

/** Back to the client with what went wrong at the provider, as Cognito words such things. */
function refuse({log}: Stack, exchange: Exchange, {interaction: {params}}: Visit, why: string): void {
  log(`refused: ${why}`)
  const target = new URL(String(params.redirect_uri))
  target.searchParams.set('error', 'invalid_request')
  target.searchParams.set('error_description', why)
  if (typeof params.state === 'string') target.searchParams.set('state', params.state)
  redirect(exchange, target.href)
}
