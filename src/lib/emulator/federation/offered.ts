import {identitiesOf} from '../cognito/identities.ts'
import {providerByIdentifier, providersOf} from '../cognito/identity-providers.ts'
import type {Client, IdentityProvider, Pool, User} from '../state.ts'

/** Where people may sign in to this client, apart from the pool's own page. Only types this stack speaks. */
export function offeredProviders(pool: Pool, {settings}: Client): IdentityProvider[] {
  const names = settings.SupportedIdentityProviders ?? []
  return [...providersOf(pool).values()].filter(
    ({settings: {ProviderName = '', ProviderType}}) =>
      names.includes(ProviderName) && (ProviderType === 'SAML' || ProviderType === 'OIDC'),
  )
}

/** Whether people of the pool itself may sign in; a client that names no provider at all is left at that. */
export function offersPool({settings}: Client): boolean {
  const names = settings.SupportedIdentityProviders ?? []
  return names.length === 0 || names.includes('COGNITO')
}

/** The name of the provider a request asks for, by name or identifier; undefined where the person may choose. */
export function wantedProvider(pool: Pool, client: Client, query: URLSearchParams): string | undefined {
  const name = query.get('identity_provider')
  const identifier = query.get('idp_identifier')
  if (name) return name
  if (identifier) return providerByIdentifier(pool, identifier)?.settings.ProviderName ?? identifier
  const offered = offeredProviders(pool, client)
  return offered.length === 1 && !offersPool(client) ? offered[0]?.settings.ProviderName : undefined
}

/** What can be asked for in `identity_provider`. */
export function offeredNames(pool: Pool, client: Client): string[] {
  const names = offeredProviders(pool, client).map(({settings}) => settings.ProviderName ?? '')
  return offersPool(client) ? ['COGNITO', ...names] : names
}

/** Whether somebody who is signed in already may go on to this client: by the provider asked for, or else by any it offers. */
export function mayPass(pool: Pool, client: Client, user: User, wanted: string | undefined): boolean {
  const ways = identitiesOf(user).map(({providerName}) => providerName)
  if (user.status !== 'EXTERNAL_PROVIDER') ways.push('COGNITO')
  const welcome = wanted === undefined ? offeredNames(pool, client) : [wanted]
  return ways.some(way => welcome.includes(way))
}
