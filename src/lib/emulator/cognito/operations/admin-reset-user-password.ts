import type {
  AdminResetUserPasswordRequest,
  AdminResetUserPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {sendResetCode} from '../codes.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertEnabled} from '../sign-in.ts'

/** The password stops working until a code, sent to the user, sets a new one. */
export function adminResetUserPassword(
  stack: Stack,
  {UserPoolId, Username}: Checked<AdminResetUserPasswordRequest>,
): AdminResetUserPasswordResponse {
  const pool = poolOf(stack, UserPoolId)
  const user = userOf(pool, Username)
  assertEnabled(user)
  if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'UNCONFIRMED')
    throw new Problem('NotAuthorizedException', 'User password cannot be reset in the current state.')
  sendResetCode(stack, pool, user)
  user.status = 'RESET_REQUIRED'
  user.updatedAt = stack.clock.now()
  return {}
}
