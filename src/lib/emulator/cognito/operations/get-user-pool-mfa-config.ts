import type {GetUserPoolMfaConfigRequest, GetUserPoolMfaConfigResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function getUserPoolMfaConfig(
  stack: Stack,
  {UserPoolId}: Checked<GetUserPoolMfaConfigRequest>,
): GetUserPoolMfaConfigResponse {
  return poolOf(stack, UserPoolId).mfa
}
