import type {UpdateGroupRequest, UpdateGroupResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeGroup} from '../describe.ts'
import {groupOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Unlike other updates this one leaves alone what it does not name. */
export function updateGroup(stack: Stack, input: Checked<UpdateGroupRequest>): UpdateGroupResponse {
  const {UserPoolId, GroupName, Description, RoleArn, Precedence} = input
  const group = groupOf(poolOf(stack, UserPoolId), GroupName)
  group.settings = {
    ...group.settings,
    ...(Description !== undefined && {Description}),
    ...(RoleArn !== undefined && {RoleArn}),
    ...(Precedence !== undefined && {Precedence}),
  }
  group.updatedAt = stack.clock.now()
  return {Group: describeGroup(group)}
}
