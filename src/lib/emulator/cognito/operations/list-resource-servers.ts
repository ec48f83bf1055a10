import type {ListResourceServersRequest, ListResourceServersResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

export function listResourceServers(
  stack: Stack,
  {UserPoolId, MaxResults, NextToken}: Checked<ListResourceServersRequest>,
): ListResourceServersResponse {
  const {items, next} = page(
    [...poolOf(stack, UserPoolId).resourceServers.values()],
    ({Identifier = ''}) => Identifier,
    {
      size: pageSize(MaxResults, 50),
      token: NextToken,
      of: `ListResourceServers ${UserPoolId}`,
    },
  )
  return {ResourceServers: items, ...(next !== undefined && {NextToken: next})}
}
