import type {
  AddUserPoolClientSecretRequest,
  AddUserPoolClientSecretResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {describeSecret} from '../describe.ts'
import {clientOf, poolOf} from '../lookup.ts'
import {newClientSecret, secretId} from '../new-client.ts'
import type {Checked} from '../operation.ts'

/** A second secret, so that the first can be replaced without an outage. Its value is shown only when it is made here. */
export function addUserPoolClientSecret(
  stack: Stack,
  {UserPoolId, ClientId, ClientSecret}: Checked<AddUserPoolClientSecretRequest>,
): AddUserPoolClientSecretResponse {
  const client = clientOf(poolOf(stack, UserPoolId), ClientId)
  if (client.secrets.length === 0)
    throw new Problem('InvalidParameterException', 'A secret cannot be added to a public client.')
  if (client.secrets.length >= 2) throw new Problem('LimitExceededException', 'A client can have at most 2 secrets.')
  const createdAt = stack.clock.now()
  const value = ClientSecret ?? newClientSecret()
  const secret = {id: secretId(ClientId, createdAt), value, createdAt}
  client.secrets.push(secret)
  return {
    ClientSecretDescriptor: {...describeSecret(secret), ...(ClientSecret === undefined && {ClientSecretValue: value})},
  }
}
