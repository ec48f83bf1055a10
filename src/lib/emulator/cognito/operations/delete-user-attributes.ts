import type {DeleteUserAttributesRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {assertWritable, removeAttributes} from '../attributes.ts'
import type {Checked} from '../operation.ts'

export async function deleteUserAttributes(
  stack: Stack,
  {AccessToken, UserAttributeNames}: Checked<DeleteUserAttributesRequest>,
): Promise<void> {
  const {pool, client, user} = await bearerOf(stack, AccessToken)
  assertWritable(
    client,
    UserAttributeNames.map(Name => ({Name})),
  )
  removeAttributes(pool, user, UserAttributeNames)
  user.updatedAt = stack.clock.now()
}
