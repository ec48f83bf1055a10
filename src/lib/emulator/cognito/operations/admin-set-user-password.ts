import type {AdminSetUserPasswordRequest, AdminSetUserPasswordResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertPolicy, setPassword} from '../passwords.ts'

export function adminSetUserPassword(
  stack: Stack,
  {UserPoolId, Username, Password, Permanent = false}: Checked<AdminSetUserPasswordRequest>,
): AdminSetUserPasswordResponse {
  const pool = poolOf(stack, UserPoolId)
  const user = userOf(pool, Username)
  assertPolicy(pool, Password, 'does not conform to policy')
  setPassword(stack, pool, user, Password, !Permanent)
  user.status = Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
  return {}
}
