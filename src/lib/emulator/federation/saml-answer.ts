import {detailsOf} from '../cognito/identity-providers.ts'
import {acceptedSubject} from '../saml/assertion.ts'
import {providerMetadata} from '../saml/provider.ts'
import type {Stack} from '../stack.ts'
import type {IdentityProvider, Pool} from '../state.ts'
import type {Person} from './person.ts'
import {acsOf, entityIdOf} from './service-provider.ts'

/**
 * Whom a posted SAMLResponse is about. `requestId` is the request it must answer; undefined where the provider began.
 * @throws Problem `InvalidSamlResponse`, `InvalidParameterException`
 */
export async function samlAnswer(
  stack: Stack,
  pool: Pool,
  provider: IdentityProvider,
  given: string | null,
  requestId: string | undefined,
): Promise<{person: Person; assertionId: string; endsAt: number}> {
  const {entityId, certificates} = await providerMetadata(stack, detailsOf(stack, provider))
  const xml = Buffer.from(given ?? '', 'base64').toString()
  const {nameId, attributes, assertionId, endsAt} = await acceptedSubject(xml, {
    issuer: entityId,
    certificates: certificates.map(({pem}) => pem),
    audience: entityIdOf(pool),
    recipient: acsOf(stack),
    requestId,
    now: stack.clock.now(),
  })
  return {person: {userId: nameId, issuer: entityId, values: attributes}, assertionId, endsAt}
}
