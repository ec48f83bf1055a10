import type {
  UpdateIdentityProviderRequest,
  UpdateIdentityProviderResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeProvider, providerOf} from '../identity-providers.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertMetadata, assertProviderRules} from '../provider-rules.ts'

/** A map or list that is given replaces the one before as a whole; what is not given stays. */
export async function updateIdentityProvider(
  stack: Stack,
  {UserPoolId, ProviderName, ...wishes}: Checked<UpdateIdentityProviderRequest>,
): Promise<UpdateIdentityProviderResponse> {
  const pool = poolOf(stack, UserPoolId)
  const provider = providerOf(pool, ProviderName)
  const given = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined && value !== null))
  const settings = {...provider.settings, ...given}
  assertProviderRules(stack, pool, {...provider, settings})
  await assertMetadata(stack, {...provider, settings})
  provider.settings = settings
  provider.updatedAt = stack.clock.now()
  return {IdentityProvider: describeProvider(stack, provider)}
}
