import type {
  DescribeUserPoolClientRequest,
  DescribeUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeClient} from '../describe.ts'
import {clientOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function describeUserPoolClient(
  stack: Stack,
  {UserPoolId, ClientId}: Checked<DescribeUserPoolClientRequest>,
): DescribeUserPoolClientResponse {
  return {UserPoolClient: describeClient(clientOf(poolOf(stack, UserPoolId), ClientId))}
}
