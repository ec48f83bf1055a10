import type {DeleteResourceServerRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {resourceServerOf} from '../resource-servers.ts'

export function deleteResourceServer(
  stack: Stack,
  {UserPoolId, Identifier}: Checked<DeleteResourceServerRequest>,
): void {
  const pool = poolOf(stack, UserPoolId)
  resourceServerOf(pool, Identifier)
  pool.resourceServers.delete(Identifier)
}
