import type {CreateUserPoolClientRequest, CreateUserPoolClientResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {assertClientRules} from '../client-rules.ts'
import {describeClient} from '../describe.ts'
import {poolOf} from '../lookup.ts'
import {newClient, newClientId, newClientSecret} from '../new-client.ts'
import type {Checked} from '../operation.ts'

export function createUserPoolClient(
  stack: Stack,
  {UserPoolId, GenerateSecret, ClientSecret, ...wishes}: Checked<CreateUserPoolClientRequest>,
): CreateUserPoolClientResponse {
  const pool = poolOf(stack, UserPoolId)
  const secret = ClientSecret ?? (GenerateSecret ? newClientSecret() : undefined)
  const client = newClient(pool, stack.clock.now(), newClientId(), wishes, secret)
  assertClientRules(pool, client)
  if (pool.clients.size >= 1000) throw new Problem('LimitExceededException', 'Too many clients in this user pool.')
  pool.clients.set(client.settings.ClientId, client)
  return {UserPoolClient: describeClient(client)}
}
