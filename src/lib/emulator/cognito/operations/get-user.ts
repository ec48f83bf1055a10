import type {GetUserRequest, GetUserResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {readableAttributes} from '../attributes.ts'
import {describeFactors} from '../describe.ts'
import type {Checked} from '../operation.ts'

export async function getUser(stack: Stack, {AccessToken}: Checked<GetUserRequest>): Promise<GetUserResponse> {
  const {client, user} = await bearerOf(stack, AccessToken)
  return {Username: user.username, UserAttributes: readableAttributes(client, user), ...describeFactors(user)}
}
