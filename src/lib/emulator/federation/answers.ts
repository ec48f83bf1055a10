import {detailsOf, providerOf} from '../cognito/identity-providers.ts'
import {deadEnd} from '../oidc/authorize.ts'
import {redirect} from '../oidc/pages/layout.ts'
import {Problem} from '../problem.ts'
import type {Exchange, Route} from '../router.ts'
import type {Stack} from '../stack.ts'
import type {Client, IdentityProvider, Pool} from '../state.ts'
import {comeBack, type Errand, leaveOutcome, type Outcome} from './errand.ts'
import {type Person, userOf} from './person.ts'
import {samlAnswer} from './saml-answer.ts'
import {signOutRoute} from './sign-out.ts'
import {takeUncalled} from './uncalled.ts'
import {upstreamPerson} from './upstream.ts'

/** Where providers send people back to. */
export function answerRoutes(stack: Stack): Route[] {
  return [
    signOutRoute(stack),
    {
      path: '/saml2/idpresponse',
      methods: ['POST'],
      target: 'samlResponse',
      handle: async exchange => {
        const form = new URLSearchParams((await exchange.body()).toString())
        const [state, response] = [form.get('RelayState'), form.get('SAMLResponse')]
        const wish = new URLSearchParams(state ?? '')
        if (wish.has('identity_provider')) await takeUncalled(stack, exchange, wish, response)
        else await take(stack, exchange, state, under => samlPerson(stack, under, response))
      },
    },
    {
      path: '/oauth2/idpresponse',
      methods: ['GET', 'POST'],
      target: 'idpResponse',
      handle: async exchange => {
        const {req, url} = exchange
        const form = req.method === 'POST' ? new URLSearchParams((await exchange.body()).toString()) : url.searchParams
        await take(stack, exchange, form.get('state'), under => openIdPerson(stack, under, form))
      },
    },
  ]
}

/** An errand with what it belongs to. */
interface Underway {
  readonly errand: Errand
  readonly pool: Pool
  readonly client: Client
  readonly provider: IdentityProvider
}

/**
 * Takes an answer for the errand it names, once: whatever comes of it, no second answer is taken, so that no assertion
 * and no code can be used twice. The browser goes on to the sign-in page, which knows whether it is the one that began.
 */
async function take(
  stack: Stack,
  exchange: Exchange,
  name: string | null,
  answer: (under: Underway) => Promise<Person>,
): Promise<void> {
  const under = underway(stack, name ?? '')
  if (!under)
    return deadEnd(stack, exchange, 'unexpected_answer', 'the answer of a provider belongs to no sign-in here')
  const {errand, client} = under
  const outcome = leaveOutcome(stack, await outcomeOf(stack, under, answer))
  const query = new URLSearchParams({client_id: client.settings.ClientId, interaction: errand.uid, outcome})
  redirect(exchange, `${stack.origin}/login?${query}`)
}

function underway(stack: Stack, name: string): Underway | undefined {
  const errand = comeBack(stack, name)
  const pool = errand && stack.state.pools.get(errand.poolId)
  const client = pool?.clients.get(errand?.clientId ?? '')
  return errand && pool && client ? {errand, pool, client, provider: providerOf(pool, errand.provider)} : undefined
}

async function outcomeOf(
  stack: Stack,
  under: Underway,
  answer: (under: Underway) => Promise<Person>,
): Promise<Outcome> {
  const {errand, pool, client, provider} = under
  try {
    const {sub} = userOf(stack, pool, client, provider, await answer(under))
    return {uid: errand.uid, sub}
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    return {uid: errand.uid, refusal: `${problem.code}: ${problem.message}`}
  }
}

async function samlPerson(stack: Stack, {errand, pool, provider}: Underway, given: string | null): Promise<Person> {
  return (await samlAnswer(stack, pool, provider, given, errand.proof)).person
}

async function openIdPerson(stack: Stack, {errand, provider}: Underway, form: URLSearchParams): Promise<Person> {
  const error = form.get('error')
  const code = form.get('code')
  if (error !== null || code === null)
    throw new Problem('InvalidUpstreamAnswer', form.get('error_description') ?? error ?? 'it brought no code')
  return upstreamPerson(stack, detailsOf(stack, provider), code, errand.proof)
}
