import type {GetGroupRequest, GetGroupResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeGroup} from '../describe.ts'
import {groupOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function getGroup(stack: Stack, {UserPoolId, GroupName}: Checked<GetGroupRequest>): GetGroupResponse {
  return {Group: describeGroup(groupOf(poolOf(stack, UserPoolId), GroupName))}
}
