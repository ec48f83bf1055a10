import type {GetUserAuthFactorsRequest, GetUserAuthFactorsResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {describeFactors} from '../describe.ts'
import {configuredFactors} from '../mfa.ts'
import type {Checked} from '../operation.ts'

export async function getUserAuthFactors(
  stack: Stack,
  {AccessToken}: Checked<GetUserAuthFactorsRequest>,
): Promise<GetUserAuthFactorsResponse> {
  const {user} = await bearerOf(stack, AccessToken)
  return {Username: user.username, ...describeFactors(user), ConfiguredUserAuthFactors: configuredFactors(user)}
}
