import type {
  GetUserAttributeVerificationCodeRequest,
  GetUserAttributeVerificationCodeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {assertVerifiable} from '../change-attributes.ts'
import {sendCode} from '../codes.ts'
import type {Checked} from '../operation.ts'
import {attributeOf} from '../usernames.ts'

export async function getUserAttributeVerificationCode(
  stack: Stack,
  {AccessToken, AttributeName}: Checked<GetUserAttributeVerificationCodeRequest>,
): Promise<GetUserAttributeVerificationCodeResponse> {
  const {user} = await bearerOf(stack, AccessToken)
  assertVerifiable(AttributeName)
  const Value = user.codes.get(`verify ${AttributeName}`)?.value ?? attributeOf(user, AttributeName)
  if (!Value) throw new Problem('InvalidParameterException', `User does not have attribute ${AttributeName}.`)
  const waiting = user.codes.get(`verify ${AttributeName}`)?.value
  return {CodeDeliveryDetails: sendCode(stack, user, `verify ${AttributeName}`, {Name: AttributeName, Value}, waiting)}
}
