import type {
  CreateIdentityProviderRequest,
  CreateIdentityProviderResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {describeProvider, providersOf} from '../identity-providers.ts'
import {poolOf} from '../lookup.ts'
import {newProvider} from '../new-provider.ts'
import type {Checked} from '../operation.ts'
import {assertMetadata, assertProviderRules} from '../provider-rules.ts'

export async function createIdentityProvider(
  stack: Stack,
  {UserPoolId, ...wishes}: Checked<CreateIdentityProviderRequest>,
): Promise<CreateIdentityProviderResponse> {
  const pool = poolOf(stack, UserPoolId)
  const providers = providersOf(pool)
  const name = wishes.ProviderName
  if (providers.has(name) || name === 'COGNITO')
    throw new Problem('DuplicateProviderException', `A provider already exists with the name ${name}.`)
  if (providers.size >= 300)
    throw new Problem('LimitExceededException', 'Too many identity providers in this user pool.')
  const provider = newProvider(pool, stack.clock.now(), wishes)
  assertProviderRules(stack, pool, provider)
  await assertMetadata(stack, provider)
  if (providers.has(name))
    throw new Problem('DuplicateProviderException', `A provider already exists with the name ${name}.`)
  providers.set(name, provider)
  return {IdentityProvider: describeProvider(stack, provider)}
}
