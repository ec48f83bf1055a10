import type {ListUsersInGroupRequest, ListUsersInGroupResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeUser} from '../describe.ts'
import {groupOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

export function listUsersInGroup(
  stack: Stack,
  {UserPoolId, GroupName, Limit, NextToken}: Checked<ListUsersInGroupRequest>,
): ListUsersInGroupResponse {
  const pool = poolOf(stack, UserPoolId)
  const {members} = groupOf(pool, GroupName)
  const {items, next} = page(
    [...pool.users.values()].filter(({username}) => members.has(username)),
    ({username}) => username,
    {size: pageSize(Limit), token: NextToken, of: `ListUsersInGroup ${UserPoolId} ${GroupName}`},
  )
  return {Users: items.map(describeUser), ...(next !== undefined && {NextToken: next})}
}
