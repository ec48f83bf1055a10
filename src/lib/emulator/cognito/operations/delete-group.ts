import type {DeleteGroupRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {groupOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function deleteGroup(stack: Stack, {UserPoolId, GroupName}: Checked<DeleteGroupRequest>): void {
  const pool = poolOf(stack, UserPoolId)
  groupOf(pool, GroupName)
  pool.groups.delete(GroupName)
}
