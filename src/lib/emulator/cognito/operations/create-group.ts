import type {CreateGroupRequest, CreateGroupResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeGroup} from '../describe.ts'
import {poolOf} from '../lookup.ts'
import {addGroup} from '../new-group.ts'
import type {Checked} from '../operation.ts'

export function createGroup(stack: Stack, input: Checked<CreateGroupRequest>): CreateGroupResponse {
  return {Group: describeGroup(addGroup(poolOf(stack, input.UserPoolId), stack.clock.now(), input))}
}
