import type {ChangePasswordRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {checkPassword} from '../check-password.ts'
import type {Checked} from '../operation.ts'
import {assertPolicy, setPassword} from '../passwords.ts'

export async function changePassword(
  stack: Stack,
  {AccessToken, PreviousPassword, ProposedPassword}: Checked<ChangePasswordRequest>,
): Promise<void> {
  const {pool, client, user} = await bearerOf(stack, AccessToken)
  if (user.password) checkPassword(stack, pool, client, user.username, PreviousPassword ?? '')
  assertPolicy(pool, ProposedPassword)
  setPassword(stack, pool, user, ProposedPassword)
}
