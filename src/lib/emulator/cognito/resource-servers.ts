import type {ResourceServerScopeType, ResourceServerType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Pool} from '../state.ts'

/** @throws Problem `ResourceNotFoundException` */
export function resourceServerOf(pool: Pool, identifier: string): ResourceServerType {
  const server = pool.resourceServers.get(identifier)
  if (!server) throw new Problem('ResourceNotFoundException', `Resource server ${identifier} does not exist.`)
  return server
}

/** @throws Problem `InvalidParameterException` when a scope is named twice. */
export function distinctScopes(scopes: readonly ResourceServerScopeType[] = []): ResourceServerScopeType[] {
  const names = scopes.map(({ScopeName}) => ScopeName)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Problem('InvalidParameterException', `Duplicate scope name ${twice}.`)
  return scopes.map(({ScopeName, ScopeDescription}) => ({ScopeName, ScopeDescription}))
}
