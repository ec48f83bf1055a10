import type {
  ListIdentityProvidersRequest,
  ListIdentityProvidersResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeProvider, providersOf} from '../identity-providers.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

export function listIdentityProviders(
  stack: Stack,
  {UserPoolId, MaxResults, NextToken}: Checked<ListIdentityProvidersRequest>,
): ListIdentityProvidersResponse {
  const {items, next} = page(
    [...providersOf(poolOf(stack, UserPoolId)).values()],
    ({settings}) => settings.ProviderName ?? '',
    {size: pageSize(MaxResults), token: NextToken, of: `ListIdentityProviders ${UserPoolId}`},
  )
  return {
    Providers: items.map(provider => {
      const {ProviderName, ProviderType, LastModifiedDate, CreationDate} = describeProvider(stack, provider)
      return {ProviderName, ProviderType, LastModifiedDate, CreationDate}
    }),
    ...(next !== undefined && {NextToken: next}),
  }
}
