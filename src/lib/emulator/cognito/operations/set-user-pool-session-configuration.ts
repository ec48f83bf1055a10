import type {
  SetUserPoolSessionConfigurationRequest,
  SetUserPoolSessionConfigurationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function setUserPoolSessionConfiguration(
  stack: Stack,
  {UserPoolId, UserSessionTracking, TokenSession}: Checked<SetUserPoolSessionConfigurationRequest>,
): SetUserPoolSessionConfigurationResponse {
  poolOf(stack, UserPoolId).sessionTracking = {UserSessionTracking, TokenSession}
  return {UserPoolId, UserSessionTracking, TokenSession}
}
