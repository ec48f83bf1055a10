import type {UpdateUserAttributesRequest, UpdateUserAttributesResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {assertWritable} from '../attributes.ts'
import {changeAttributes} from '../change-attributes.ts'
import type {Checked} from '../operation.ts'

/** Changed addresses have to be verified again: a code goes to each that the pool verifies by itself. */
export async function updateUserAttributes(
  stack: Stack,
  {AccessToken, UserAttributes}: Checked<UpdateUserAttributesRequest>,
): Promise<UpdateUserAttributesResponse> {
  const {pool, client, user} = await bearerOf(stack, AccessToken)
  assertWritable(client, UserAttributes)
  return {CodeDeliveryDetailsList: changeAttributes(stack, pool, user, UserAttributes)}
}
