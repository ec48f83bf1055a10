import type {
  GetIdentityProviderByIdentifierRequest,
  GetIdentityProviderByIdentifierResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {describeProvider, providerByIdentifier} from '../identity-providers.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function getIdentityProviderByIdentifier(
  stack: Stack,
  {UserPoolId, IdpIdentifier}: Checked<GetIdentityProviderByIdentifierRequest>,
): GetIdentityProviderByIdentifierResponse {
  const provider = providerByIdentifier(poolOf(stack, UserPoolId), IdpIdentifier)
  if (!provider)
    throw new Problem('ResourceNotFoundException', `No identity provider has the identifier ${IdpIdentifier}.`)
  return {IdentityProvider: describeProvider(stack, provider)}
}
