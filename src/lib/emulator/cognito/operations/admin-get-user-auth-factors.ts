import type {
  AdminGetUserAuthFactorsRequest,
  AdminGetUserAuthFactorsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeFactors} from '../describe.ts'
import {poolOf, userOf} from '../lookup.ts'
import {configuredFactors} from '../mfa.ts'
import type {Checked} from '../operation.ts'

export function adminGetUserAuthFactors(
  stack: Stack,
  input: Checked<AdminGetUserAuthFactorsRequest>,
): AdminGetUserAuthFactorsResponse {
  const user = userOf(poolOf(stack, input.UserPoolId), input.Username)
  return {Username: user.username, ...describeFactors(user), ConfiguredUserAuthFactors: configuredFactors(user)}
}
