import type {AdminDeleteUserRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {removeUser} from '../sign-out.ts'

export function adminDeleteUser(stack: Stack, {UserPoolId, Username}: Checked<AdminDeleteUserRequest>): void {
  const pool = poolOf(stack, UserPoolId)
  removeUser(stack, pool, userOf(pool, Username))
}
