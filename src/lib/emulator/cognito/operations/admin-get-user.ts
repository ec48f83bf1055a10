import type {AdminGetUserRequest, AdminGetUserResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeUserFully} from '../describe.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminGetUser(stack: Stack, {UserPoolId, Username}: Checked<AdminGetUserRequest>): AdminGetUserResponse {
  return describeUserFully(userOf(poolOf(stack, UserPoolId), Username))
}
