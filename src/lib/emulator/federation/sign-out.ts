import {randomBytes} from 'node:crypto'
import {identitiesOf} from '../cognito/identities.ts'
import {detailsOf, providersOf} from '../cognito/identity-providers.ts'
import {deadEnd} from '../oidc/authorize.ts'
import {redirect} from '../oidc/pages/layout.ts'
import {dropNote, keepNote, note} from '../oidc/records.ts'
import {Problem} from '../problem.ts'
import type {Route} from '../router.ts'
import {assertLoggedOut, logoutRequestXml} from '../saml/logout.ts'
import {providerMetadata} from '../saml/provider.ts'
import {withRequest} from '../saml/redirect.ts'
import {newId} from '../saml/response.ts'
import {poolSigner} from '../saml/signer.ts'
import type {Stack} from '../stack.ts'
import type {Pool, User} from '../state.ts'
import {entityIdOf, signOutAddress} from './service-provider.ts'

/**
 * Where a person who signs out of the pool goes first: to the SAML provider they came by, where it is set to sign them
 * out too (`IDPSignout`) and its metadata says where. Undefined for everybody else. In the end they arrive at `target`.
 */
export async function signOutElsewhere(
  stack: Stack,
  pool: Pool,
  user: User,
  target: string,
): Promise<string | undefined> {
  for (const {providerName, providerType, userId} of identitiesOf(user)) {
    const provider = providersOf(pool).get(providerName)
    if (!provider || providerType !== 'SAML') continue
    const details = detailsOf(stack, provider)
    if (details.IDPSignout !== 'true') continue
    const signOut = await addressOf(stack, details)
    if (signOut === undefined) continue
    const [name, id] = [randomBytes(24).toString('base64url'), newId()]
    keepNote(stack, `sign-out/${name}`, {poolId: pool.id, providerName, id, target}, 300)
    const xml = logoutRequestXml({id, issuer: entityIdOf(pool), nameId: userId}, signOut, stack.clock.now())
    return withRequest(signOut, xml, name, poolSigner(stack, pool))
  }
  return undefined
}

/** A provider that cannot be asked keeps nobody signed in here. */
async function addressOf(stack: Stack, details: Record<string, string>): Promise<string | undefined> {
  try {
    return (await providerMetadata(stack, details)).signOut
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    stack.log(`nobody is signed out at the provider: ${problem.message}`)
    return undefined
  }
}

/** Where SAML providers answer: the person goes on to where they were headed. */
export function signOutRoute(stack: Stack): Route {
  return {
    path: '/saml2/logout',
    methods: ['POST'],
    target: 'samlLogout',
    handle: async exchange => {
      const form = new URLSearchParams((await exchange.body()).toString())
      const name = `sign-out/${form.get('RelayState')}`
      const kept = note(stack, name)
      dropNote(stack, name)
      const pool = stack.state.pools.get(String(kept?.poolId))
      const provider = pool && providersOf(pool).get(String(kept?.providerName))
      try {
        if (!kept || !provider) throw new Problem('InvalidSamlResponse', 'nobody is being signed out here')
        const {entityId, certificates} = await providerMetadata(stack, detailsOf(stack, provider))
        const xml = Buffer.from(form.get('SAMLResponse') ?? '', 'base64').toString()
        const answer = {issuer: entityId, recipient: signOutAddress(stack), requestId: String(kept.id)}
        await assertLoggedOut(
          xml,
          answer,
          certificates.map(({pem}) => pem),
        )
        redirect(exchange, String(kept.target))
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem
        deadEnd(stack, exchange, 'unexpected_answer', problem.message)
      }
    },
  }
}
