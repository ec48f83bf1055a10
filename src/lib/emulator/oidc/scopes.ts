import type {Pool} from '../state.ts'
import {adminScope} from '../tokens.ts'

/** Scopes that say who somebody is; they are granted with the sign-in itself. */
export const identityScopes = ['openid', 'email', 'phone', 'profile', 'address', 'offline_access']

/** The scopes any Cognito client may be allowed. */
export const systemScopes = ['openid', 'email', 'phone', 'profile', adminScope]

/** The custom scopes of a pool, `identifier/name`. */
export function resourceScopes(pool: Pool): string[] {
  return [...pool.resourceServers.values()].flatMap(({Identifier, Scopes = []}) =>
    Scopes.map(({ScopeName}) => `${Identifier}/${ScopeName}`),
  )
}

const meanings: Record<string, string> = {
  openid: 'Know who you are',
  profile: 'Read your name and profile',
  email: 'Read your e-mail address',
  phone: 'Read your phone number',
  address: 'Read your postal address',
  offline_access: 'Stay signed in until you sign out',
}

/** A scope in words people can judge: the description its resource server gives it, where there is one. */
export function meaningOf(pool: Pool, name: string): {name: string; meaning: string} {
  const custom = [...pool.resourceServers.values()].flatMap(server =>
    (server.Scopes ?? [])
      .filter(({ScopeName}) => `${server.Identifier}/${ScopeName}` === name)
      .map(({ScopeDescription}) => `${ScopeDescription || name} (${server.Name || server.Identifier})`),
  )
  return {name, meaning: custom[0] ?? meanings[name] ?? `Use ${name}`}
}
