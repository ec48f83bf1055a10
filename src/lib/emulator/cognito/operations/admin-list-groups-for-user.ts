import type {
  AdminListGroupsForUserRequest,
  AdminListGroupsForUserResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {groupsOf} from '../../state.ts'
import {describeGroup, nameOf} from '../describe.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

export function adminListGroupsForUser(
  stack: Stack,
  {UserPoolId, Username, Limit, NextToken}: Checked<AdminListGroupsForUserRequest>,
): AdminListGroupsForUserResponse {
  const pool = poolOf(stack, UserPoolId)
  const user = userOf(pool, Username)
  const {items, next} = page(groupsOf(pool, user.username), nameOf, {
    size: pageSize(Limit),
    token: NextToken,
    of: `AdminListGroupsForUser ${UserPoolId} ${user.username}`,
  })
  return {Groups: items.map(describeGroup), ...(next !== undefined && {NextToken: next})}
}
