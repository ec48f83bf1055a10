import type {DeleteUserRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import type {Checked} from '../operation.ts'
import {removeUser} from '../sign-out.ts'

export async function deleteUser(stack: Stack, {AccessToken}: Checked<DeleteUserRequest>): Promise<void> {
  const {pool, user} = await bearerOf(stack, AccessToken)
  removeUser(stack, pool, user)
}
