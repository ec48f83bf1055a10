import type {AdminAddUserToGroupRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {groupsOf} from '../../state.ts'
import {groupOf, poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Adding a member again changes nothing. Nobody is in more than 100 groups. */
export function adminAddUserToGroup(stack: Stack, input: Checked<AdminAddUserToGroupRequest>): void {
  const pool = poolOf(stack, input.UserPoolId)
  const user = userOf(pool, input.Username)
  const {members} = groupOf(pool, input.GroupName)
  if (!members.has(user.username) && groupsOf(pool, user.username).length >= 100)
    throw new Problem('LimitExceededException', 'Too many groups for this user.')
  members.add(user.username)
}
