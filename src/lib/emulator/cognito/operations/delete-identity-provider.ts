import type {DeleteIdentityProviderRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {providerOf, providersOf} from '../identity-providers.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Its users stay; app clients no longer offer it. */
export function deleteIdentityProvider(
  stack: Stack,
  {UserPoolId, ProviderName}: Checked<DeleteIdentityProviderRequest>,
): void {
  const pool = poolOf(stack, UserPoolId)
  providerOf(pool, ProviderName)
  providersOf(pool).delete(ProviderName)
  for (const {settings} of pool.clients.values())
    if (settings.SupportedIdentityProviders)
      settings.SupportedIdentityProviders = settings.SupportedIdentityProviders.filter(name => name !== ProviderName)
}
