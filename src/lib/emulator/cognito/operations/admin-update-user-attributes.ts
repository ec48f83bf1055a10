import type {AdminUpdateUserAttributesRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {changeAttributes} from '../change-attributes.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminUpdateUserAttributes(
  stack: Stack,
  {UserPoolId, Username, UserAttributes}: Checked<AdminUpdateUserAttributesRequest>,
): void {
  const pool = poolOf(stack, UserPoolId)
  changeAttributes(stack, pool, userOf(pool, Username), UserAttributes)
}
