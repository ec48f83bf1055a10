import type {
  DeleteUserPoolClientSecretRequest,
  DeleteUserPoolClientSecretResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {clientOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function deleteUserPoolClientSecret(
  stack: Stack,
  {UserPoolId, ClientId, ClientSecretId}: Checked<DeleteUserPoolClientSecretRequest>,
): DeleteUserPoolClientSecretResponse {
  const client = clientOf(poolOf(stack, UserPoolId), ClientId)
  const rest = client.secrets.filter(({id}) => id !== ClientSecretId)
  if (rest.length === client.secrets.length)
    throw new Problem('ResourceNotFoundException', `Client secret ${ClientSecretId} does not exist.`)
  const [first] = rest
  if (!first) throw new Problem('InvalidParameterException', 'The last secret of a client cannot be deleted.')
  client.secrets = rest
  client.settings = {...client.settings, ClientSecret: first.value}
  client.updatedAt = stack.clock.now()
  return {}
}
