import type {CreateResourceServerRequest, CreateResourceServerResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {distinctScopes} from '../resource-servers.ts'

export function createResourceServer(
  stack: Stack,
  {UserPoolId, Identifier, Name, Scopes}: Checked<CreateResourceServerRequest>,
): CreateResourceServerResponse {
  const pool = poolOf(stack, UserPoolId)
  if (pool.resourceServers.has(Identifier))
    throw new Problem('InvalidParameterException', `${Identifier} already exists in user pool ${UserPoolId}.`)
  if (pool.resourceServers.size >= 25)
    throw new Problem('LimitExceededException', 'Too many resource servers in this user pool.')
  const ResourceServer = {UserPoolId, Identifier, Name, Scopes: distinctScopes(Scopes)}
  pool.resourceServers.set(Identifier, ResourceServer)
  return {ResourceServer}
}
