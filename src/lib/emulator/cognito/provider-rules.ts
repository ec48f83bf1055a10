import {Problem} from '../problem.ts'
import {providerMetadata} from '../saml/provider.ts'
import type {Stack} from '../stack.ts'
import type {IdentityProvider, Pool} from '../state.ts'
import {detailsOf, providersOf} from './identity-providers.ts'

/** What each type cannot do without, apart from SAML, which wants one of two. */
const needed: Readonly<Record<string, readonly string[]>> = {
  OIDC: ['client_id', 'authorize_scopes', 'oidc_issuer', 'attributes_request_method'],
  Google: ['client_id', 'client_secret', 'authorize_scopes'],
  Facebook: ['client_id', 'client_secret', 'authorize_scopes'],
  LoginWithAmazon: ['client_id', 'client_secret', 'authorize_scopes'],
  SignInWithApple: ['client_id', 'team_id', 'key_id', 'authorize_scopes'],
}

/**
 * What must hold of a provider and its pool, apart from what `assertMetadata` says.
 * @throws Problem `InvalidParameterException`, `DuplicateProviderException`
 */
export function assertProviderRules(stack: Pick<Stack, 'origin'>, pool: Pool, provider: IdentityProvider): void {
  const {ProviderName, ProviderType = '', AttributeMapping = {}, IdpIdentifiers = []} = provider.settings
  const details = detailsOf(stack, provider)
  const missing = needed[ProviderType]?.find(name => !details[name])
  if (missing !== undefined) throw invalid(`${missing} is required for providers of type ${ProviderType}.`)
  if (!['GET', 'POST', undefined].includes(details.attributes_request_method))
    throw invalid('attributes_request_method must be GET or POST.')
  const known = new Set(['username', ...(pool.settings.SchemaAttributes ?? []).map(({Name}) => Name)])
  const strange = Object.keys(AttributeMapping).find(name => !known.has(name))
  if (strange !== undefined)
    throw invalid(`Invalid AttributeMapping: the attribute ${strange} is not in the schema of the user pool.`)
  for (const other of providersOf(pool).values()) {
    const taken = IdpIdentifiers.find(identifier => other.settings.IdpIdentifiers?.includes(identifier))
    if (taken !== undefined && other.settings.ProviderName !== ProviderName)
      throw new Problem('DuplicateProviderException', `The identifier ${taken} is already associated with a provider.`)
  }
  if (ProviderType === 'SAML' && !details.MetadataURL === !details.MetadataFile)
    throw invalid('Either MetadataURL or MetadataFile is required, and not both.')
}

/**
 * The metadata of a SAML provider is fetched and read when it is given, as the service does.
 * @throws Problem `InvalidParameterException`
 */
export async function assertMetadata(stack: Stack, provider: IdentityProvider): Promise<void> {
  if (provider.settings.ProviderType !== 'SAML') return
  const details = detailsOf(stack, provider)
  const {signIn, certificates} = await providerMetadata(stack, details)
  if (signIn === undefined) throw invalid('The metadata names no SingleSignOnService with the HTTP-Redirect binding.')
  const ended = certificates.find(({validTo}) => validTo <= stack.clock.now())
  if (certificates.length === 0) throw invalid('The metadata has no signing certificate.')
  if (ended) throw invalid('The signing certificate of the metadata has expired.')
}

function invalid(message: string): Problem {
  return new Problem('InvalidParameterException', message)
}
