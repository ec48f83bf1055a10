import type {
  ResendConfirmationCodeRequest,
  ResendConfirmationCodeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {confirmable, pretended, sendCode} from '../codes.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertSecretHash} from '../secret-hash.ts'
import {findUser} from '../usernames.ts'

export function resendConfirmationCode(
  stack: Stack,
  input: Checked<ResendConfirmationCodeRequest>,
): ResendConfirmationCodeResponse {
  const {pool, client} = publicClient(stack, input.ClientId)
  assertSecretHash(client, [input.Username], input.SecretHash)
  const user = findUser(pool, input.Username)
  if (!user) return {CodeDeliveryDetails: pretended(client, input.Username)}
  if (user.status !== 'UNCONFIRMED') throw new Problem('InvalidParameterException', 'User is already confirmed.')
  const to = confirmable(pool, user)
  if (!to) throw new Problem('InvalidParameterException', 'Auto verification not turned on.')
  return {CodeDeliveryDetails: sendCode(stack, user, 'confirm', to)}
}
