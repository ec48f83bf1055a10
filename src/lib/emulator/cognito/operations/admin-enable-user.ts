import type {AdminEnableUserRequest, AdminEnableUserResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminEnableUser(
  stack: Stack,
  {UserPoolId, Username}: Checked<AdminEnableUserRequest>,
): AdminEnableUserResponse {
  const user = userOf(poolOf(stack, UserPoolId), Username)
  user.enabled = true
  user.updatedAt = stack.clock.now()
  return {}
}
