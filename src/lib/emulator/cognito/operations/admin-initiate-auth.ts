import type {AdminInitiateAuthRequest, AdminInitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {initiate} from '../initiate.ts'
import {clientOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminInitiateAuth(
  stack: Stack,
  input: Checked<AdminInitiateAuthRequest>,
): Promise<AdminInitiateAuthResponse> {
  const pool = poolOf(stack, input.UserPoolId)
  return initiate(stack, {pool, client: clientOf(pool, input.ClientId), asAdmin: true}, input)
}
