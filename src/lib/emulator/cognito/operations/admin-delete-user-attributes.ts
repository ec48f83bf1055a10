import type {AdminDeleteUserAttributesRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {removeAttributes} from '../attributes.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminDeleteUserAttributes(
  stack: Stack,
  {UserPoolId, Username, UserAttributeNames}: Checked<AdminDeleteUserAttributesRequest>,
): void {
  const pool = poolOf(stack, UserPoolId)
  const user = userOf(pool, Username)
  removeAttributes(pool, user, UserAttributeNames)
  user.updatedAt = stack.clock.now()
}
