import type {DeleteUserPoolRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function deleteUserPool(stack: Stack, {UserPoolId}: Checked<DeleteUserPoolRequest>): void {
  const {settings} = poolOf(stack, UserPoolId)
  if (settings.DeletionProtection === 'ACTIVE')
    throw new Problem(
      'InvalidParameterException',
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    )
  if (settings.Domain !== undefined || settings.CustomDomain !== undefined)
    throw new Problem(
      'InvalidParameterException',
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    )
  stack.state.pools.delete(UserPoolId)
}
