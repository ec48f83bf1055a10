import type {VerifyUserAttributeRequest, VerifyUserAttributeResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {claimAliases, setAttributes} from '../attributes.ts'
import {assertVerifiable} from '../change-attributes.ts'
import {redeemCode} from '../codes.ts'
import type {Checked} from '../operation.ts'

export async function verifyUserAttribute(
  stack: Stack,
  {AccessToken, AttributeName, Code}: Checked<VerifyUserAttributeRequest>,
): Promise<VerifyUserAttributeResponse> {
  const {pool, user} = await bearerOf(stack, AccessToken)
  assertVerifiable(AttributeName)
  const waiting = redeemCode(stack, user, `verify ${AttributeName}`, Code)
  const verified = [
    ...(waiting === undefined ? [] : [{Name: AttributeName, Value: waiting}]),
    {Name: `${AttributeName}_verified`, Value: 'true'},
  ]
  claimAliases(pool, verified, user)
  setAttributes(user, verified)
  user.updatedAt = stack.clock.now()
  return {}
}
