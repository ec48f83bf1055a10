import type {
  ListUserPoolsRequest,
  ListUserPoolsResponse,
  UserPoolDescriptionType,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import type {Pool} from '../../state.ts'
import {describePool} from '../describe.ts'
import type {Checked} from '../operation.ts'
import {page} from '../pages.ts'

export function listUserPools(
  stack: Stack,
  {MaxResults, NextToken}: Checked<ListUserPoolsRequest>,
): ListUserPoolsResponse {
  const {items, next} = page([...stack.state.pools.values()], ({id}) => id, {
    size: MaxResults,
    token: NextToken,
    of: 'ListUserPools',
  })
  return {UserPools: items.map(listedPool), ...(next !== undefined && {NextToken: next})}
}

function listedPool(pool: Pool): UserPoolDescriptionType {
  const {Id, Name, LambdaConfig, CreationDate, LastModifiedDate} = describePool(pool)
  return {Id, Name, LambdaConfig, CreationDate, LastModifiedDate}
}
