import type {ForgotPasswordRequest, ForgotPasswordResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {pretended, sendResetCode} from '../codes.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertSecretHash} from '../secret-hash.ts'
import {assertEnabled} from '../sign-in.ts'
import {findUser} from '../usernames.ts'

export function forgotPassword(stack: Stack, input: Checked<ForgotPasswordRequest>): ForgotPasswordResponse {
  const {pool, client} = publicClient(stack, input.ClientId)
  assertSecretHash(client, [input.Username], input.SecretHash)
  const user = findUser(pool, input.Username)
  if (!user) return {CodeDeliveryDetails: pretended(client, input.Username)}
  assertEnabled(user)
  if (user.status === 'FORCE_CHANGE_PASSWORD')
    throw new Problem('NotAuthorizedException', 'User password cannot be reset in the current state.')
  return {CodeDeliveryDetails: sendResetCode(stack, pool, user)}
}
