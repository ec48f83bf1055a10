import type {DescribeUserPoolRequest, DescribeUserPoolResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describePool} from '../describe.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function describeUserPool(
  stack: Stack,
  {UserPoolId}: Checked<DescribeUserPoolRequest>,
): DescribeUserPoolResponse {
  return {UserPool: describePool(poolOf(stack, UserPoolId))}
}
