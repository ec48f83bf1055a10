import type {DeleteUserPoolClientRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {clientOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Sign-ins at the client end with it. */
export function deleteUserPoolClient(stack: Stack, {UserPoolId, ClientId}: Checked<DeleteUserPoolClientRequest>): void {
  const pool = poolOf(stack, UserPoolId)
  clientOf(pool, ClientId)
  pool.clients.delete(ClientId)
  for (const [key, {clientId}] of pool.refreshTokens) if (clientId === ClientId) pool.refreshTokens.delete(key)
  for (const [key, {clientId}] of pool.challenges) if (clientId === ClientId) pool.challenges.delete(key)
}
