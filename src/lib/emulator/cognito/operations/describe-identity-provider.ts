import type {
  DescribeIdentityProviderRequest,
  DescribeIdentityProviderResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeProvider, providerOf} from '../identity-providers.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function describeIdentityProvider(
  stack: Stack,
  {UserPoolId, ProviderName}: Checked<DescribeIdentityProviderRequest>,
): DescribeIdentityProviderResponse {
  return {IdentityProvider: describeProvider(stack, providerOf(poolOf(stack, UserPoolId), ProviderName))}
}
