import type {ListGroupsRequest, ListGroupsResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeGroup, nameOf} from '../describe.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

export function listGroups(
  stack: Stack,
  {UserPoolId, Limit, NextToken}: Checked<ListGroupsRequest>,
): ListGroupsResponse {
  const {items, next} = page([...poolOf(stack, UserPoolId).groups.values()], nameOf, {
    size: pageSize(Limit),
    token: NextToken,
    of: `ListGroups ${UserPoolId}`,
  })
  return {Groups: items.map(describeGroup), ...(next !== undefined && {NextToken: next})}
}
