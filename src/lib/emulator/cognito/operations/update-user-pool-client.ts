import type {UpdateUserPoolClientRequest, UpdateUserPoolClientResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {assertClientRules} from '../client-rules.ts'
import {describeClient} from '../describe.ts'
import {clientOf, poolOf} from '../lookup.ts'
import {clientSettings} from '../new-client.ts'
import type {Checked} from '../operation.ts'

/** What the request does not name falls back to its default; the secrets stay. */
export function updateUserPoolClient(
  stack: Stack,
  {UserPoolId, ClientId, ...wishes}: Checked<UpdateUserPoolClientRequest>,
): UpdateUserPoolClientResponse {
  const pool = poolOf(stack, UserPoolId)
  const client = clientOf(pool, ClientId)
  const {ClientName, ClientSecret} = client.settings
  const settings = clientSettings(
    pool,
    ClientId,
    {...wishes, ClientName: wishes.ClientName ?? ClientName},
    ClientSecret,
  )
  assertClientRules(pool, {...client, settings})
  client.settings = settings
  client.updatedAt = stack.clock.now()
  return {UserPoolClient: describeClient(client)}
}
