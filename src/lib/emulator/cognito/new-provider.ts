import type {CreateIdentityProviderRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {IdentityProvider, Pool} from '../state.ts'
import type {Checked} from './operation.ts'

type Wishes = Omit<Checked<CreateIdentityProviderRequest>, 'UserPoolId'>

/** A provider as it is asked for. Providers of other types than SAML take their `username` from the subject. */
export function newProvider(pool: Pool, now: number, wishes: Wishes): IdentityProvider {
  const {ProviderName, ProviderType, ProviderDetails, AttributeMapping = {}, AcrMapping, IdpIdentifiers = []} = wishes
  const usual: Record<string, string> = ProviderType === 'OIDC' ? {username: 'sub'} : {}
  return {
    settings: {
      UserPoolId: pool.id,
      ProviderName,
      ProviderType,
      ProviderDetails: {...ProviderDetails},
      AttributeMapping: {...usual, ...AttributeMapping},
      ...(AcrMapping !== undefined && {AcrMapping}),
      IdpIdentifiers: [...IdpIdentifiers],
    },
    createdAt: now,
    updatedAt: now,
  }
}
