import type {UpdateResourceServerRequest, UpdateResourceServerResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {distinctScopes, resourceServerOf} from '../resource-servers.ts'

/** Replaces name and scopes: a scope which is not named is gone. */
export function updateResourceServer(
  stack: Stack,
  {UserPoolId, Identifier, Name, Scopes}: Checked<UpdateResourceServerRequest>,
): UpdateResourceServerResponse {
  const pool = poolOf(stack, UserPoolId)
  resourceServerOf(pool, Identifier)
  const ResourceServer = {UserPoolId, Identifier, Name, Scopes: distinctScopes(Scopes)}
  pool.resourceServers.set(Identifier, ResourceServer)
  return {ResourceServer}
}
