import type {
  ConfirmForgotPasswordRequest,
  ConfirmForgotPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {redeemCode, unknownAtConfirmation} from '../codes.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertPolicy, setPassword} from '../passwords.ts'
import {assertSecretHash} from '../secret-hash.ts'
import {assertEnabled} from '../sign-in.ts'
import {findUser} from '../usernames.ts'

export function confirmForgotPassword(
  stack: Stack,
  input: Checked<ConfirmForgotPasswordRequest>,
): ConfirmForgotPasswordResponse {
  const {pool, client} = publicClient(stack, input.ClientId)
  assertSecretHash(client, [input.Username], input.SecretHash)
  const user = findUser(pool, input.Username)
  if (!user) throw unknownAtConfirmation(client)
  assertEnabled(user)
  assertPolicy(pool, input.Password)
  redeemCode(stack, user, 'reset', input.ConfirmationCode)
  setPassword(stack, pool, user, input.Password)
  user.status = 'CONFIRMED'
  return {}
}
