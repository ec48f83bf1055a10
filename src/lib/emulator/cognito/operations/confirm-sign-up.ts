import type {ConfirmSignUpRequest, ConfirmSignUpResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {claimAliases, setAttributes} from '../attributes.ts'
import {confirmable, redeemCode, unknownAtConfirmation} from '../codes.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertSecretHash} from '../secret-hash.ts'
import {findUser} from '../usernames.ts'

/** The code that was sent shows that the address is theirs: it counts as verified. */
export function confirmSignUp(stack: Stack, input: Checked<ConfirmSignUpRequest>): ConfirmSignUpResponse {
  const {pool, client} = publicClient(stack, input.ClientId)
  assertSecretHash(client, [input.Username], input.SecretHash)
  const user = findUser(pool, input.Username)
  if (!user) throw unknownAtConfirmation(client)
  if (user.status !== 'UNCONFIRMED')
    throw new Problem('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`)
  redeemCode(stack, user, 'confirm', input.ConfirmationCode)
  const to = confirmable(pool, user)
  const verified = to ? [{Name: `${to.Name}_verified`, Value: 'true'}] : []
  claimAliases(pool, verified, user, input.ForceAliasCreation)
  setAttributes(user, verified)
  user.status = 'CONFIRMED'
  user.updatedAt = stack.clock.now()
  return {}
}
