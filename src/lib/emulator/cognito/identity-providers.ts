import type {IdentityProviderType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {IdentityProvider, Pool} from '../state.ts'

/** The providers of a pool, by name. */
export function providersOf(pool: Pool): Map<string, IdentityProvider> {
  pool.identityProviders ??= new Map()
  return pool.identityProviders
}

/** @throws Problem `ResourceNotFoundException` */
export function providerOf(pool: Pool, name: string): IdentityProvider {
  const provider = providersOf(pool).get(name)
  if (!provider) throw new Problem('ResourceNotFoundException', `Identity provider ${name} does not exist.`)
  return provider
}

/** The provider that has this identifier, such as the domain of its people's e-mail addresses. */
export function providerByIdentifier(pool: Pool, identifier: string): IdentityProvider | undefined {
  return [...providersOf(pool).values()].find(({settings}) => settings.IdpIdentifiers?.includes(identifier))
}

/** A provider's details, with the stack's own address where a seed wrote `{stack}`: its port may be another today. */
export function detailsOf({origin}: Pick<Stack, 'origin'>, {settings}: IdentityProvider): Record<string, string> {
  const given = Object.entries(settings.ProviderDetails ?? {})
  return Object.fromEntries(given.map(([name, value]) => [name, value.replaceAll('{stack}', origin)]))
}

/** A provider as the API shows it. */
export function describeProvider(stack: Pick<Stack, 'origin'>, provider: IdentityProvider): IdentityProviderType {
  const {settings, createdAt, updatedAt} = provider
  return {
    ...settings,
    ProviderDetails: detailsOf(stack, provider),
    LastModifiedDate: new Date(updatedAt),
    CreationDate: new Date(createdAt),
  }
}
