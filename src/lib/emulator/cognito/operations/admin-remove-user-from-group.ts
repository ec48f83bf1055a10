import type {AdminRemoveUserFromGroupRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {groupOf, poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminRemoveUserFromGroup(
  stack: Stack,
  {UserPoolId, Username, GroupName}: Checked<AdminRemoveUserFromGroupRequest>,
): void {
  const pool = poolOf(stack, UserPoolId)
  const user = userOf(pool, Username)
  groupOf(pool, GroupName).members.delete(user.username)
}
