import type {
  ListUserPoolClientSecretsRequest,
  ListUserPoolClientSecretsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeSecret} from '../describe.ts'
import {clientOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Which secrets there are, never their values. */
export function listUserPoolClientSecrets(
  stack: Stack,
  {UserPoolId, ClientId}: Checked<ListUserPoolClientSecretsRequest>,
): ListUserPoolClientSecretsResponse {
  return {ClientSecrets: clientOf(poolOf(stack, UserPoolId), ClientId).secrets.map(describeSecret)}
}
