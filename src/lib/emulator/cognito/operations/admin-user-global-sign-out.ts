import type {
  AdminUserGlobalSignOutRequest,
  AdminUserGlobalSignOutResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {signOutEverywhere} from '../sign-out.ts'

export function adminUserGlobalSignOut(
  stack: Stack,
  {UserPoolId, Username}: Checked<AdminUserGlobalSignOutRequest>,
): AdminUserGlobalSignOutResponse {
  const pool = poolOf(stack, UserPoolId)
  signOutEverywhere(stack, pool, userOf(pool, Username))
  return {}
}
