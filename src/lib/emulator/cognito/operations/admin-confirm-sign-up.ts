import type {AdminConfirmSignUpRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Confirms somebody who registered themselves, without a code. Addresses stay unverified. */
export function adminConfirmSignUp(stack: Stack, input: Checked<AdminConfirmSignUpRequest>): void {
  const user = userOf(poolOf(stack, input.UserPoolId), input.Username)
  if (user.status !== 'UNCONFIRMED')
    throw new Problem('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`)
  user.status = 'CONFIRMED'
  user.codes.delete('confirm')
  user.updatedAt = stack.clock.now()
}
