import type {AdminDisableUserRequest, AdminDisableUserResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {signOutEverywhere} from '../sign-out.ts'

/** Keeps a user out, and ends what they are signed in to. */
export function adminDisableUser(
  stack: Stack,
  {UserPoolId, Username}: Checked<AdminDisableUserRequest>,
): AdminDisableUserResponse {
  const pool = poolOf(stack, UserPoolId)
  const user = userOf(pool, Username)
  user.enabled = false
  user.updatedAt = stack.clock.now()
  signOutEverywhere(stack, pool, user)
  return {}
}
