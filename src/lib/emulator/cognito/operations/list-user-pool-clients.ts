import type {ListUserPoolClientsRequest, ListUserPoolClientsResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

export function listUserPoolClients(
  stack: Stack,
  {UserPoolId, MaxResults, NextToken}: Checked<ListUserPoolClientsRequest>,
): ListUserPoolClientsResponse {
  const {items, next} = page([...poolOf(stack, UserPoolId).clients.values()], ({settings}) => settings.ClientId, {
    size: pageSize(MaxResults),
    token: NextToken,
    of: `ListUserPoolClients ${UserPoolId}`,
  })
  const UserPoolClients = items.map(({settings: {ClientId, ClientName}}) => ({ClientId, ClientName, UserPoolId}))
  return {UserPoolClients, ...(next !== undefined && {NextToken: next})}
}
