import type {
  DescribeResourceServerRequest,
  DescribeResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {resourceServerOf} from '../resource-servers.ts'

export function describeResourceServer(
  stack: Stack,
  {UserPoolId, Identifier}: Checked<DescribeResourceServerRequest>,
): DescribeResourceServerResponse {
  return {ResourceServer: resourceServerOf(poolOf(stack, UserPoolId), Identifier)}
}
