import type {
  GetUserPoolSessionConfigurationRequest,
  GetUserPoolSessionConfigurationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function getUserPoolSessionConfiguration(
  stack: Stack,
  {UserPoolId}: Checked<GetUserPoolSessionConfigurationRequest>,
): GetUserPoolSessionConfigurationResponse {
  const {sessionTracking = {UserSessionTracking: 'DISABLED'}} = poolOf(stack, UserPoolId)
  return {UserPoolId, ...sessionTracking}
}
