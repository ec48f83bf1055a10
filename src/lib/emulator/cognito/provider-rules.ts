import {Problem} from '../problem.ts'
import {readMetadata} from '../saml/metadata.ts'
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
 * What must hold of a provider and its pool. The metadata of SAML providers is fetched and read, as the service does.
 * @throws Problem `InvalidParameterException`, `DuplicateProviderException`
 */
export async function assertProviderRules(stack: Stack, pool: Pool, provider: IdentityProvider): Promise<void> {
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
  if (ProviderType === 'SAML') await assertMetadata(stack, details)
}

async function assertMetadata(stack: Stack, details: Record<string, string>): Promise<void> {
  const {MetadataURL, MetadataFile} = details
  if (!MetadataURL === !MetadataFile) throw invalid('Either MetadataURL or MetadataFile is required, and not both.')
  const {signIn, certificates} = await (MetadataFile ? readMetadata(MetadataFile) : providerMetadata(stack, details))
  if (signIn === undefined) throw invalid('The metadata names no SingleSignOnService with the HTTP-Redirect binding.')
  const ended = certificates.find(({validTo}) => validTo <= stack.clock.now())
  if (certificates.length === 0) throw invalid('The metadata has no signing certificate.')
  if (ended) throw invalid('The signing certificate of the metadata has expired.')
}

function invalid(message: string): Problem {
  return new Problem('InvalidParameterException', message)
}
