import type {Emulator} from '../emulator/emulator.ts'
import {seed as demoSeed} from '../emulator/seed.ts'
import {groupsOf, type Pool} from '../emulator/state.ts'
import {Failure} from '../failure.ts'
import type {LocalClient, LocalStack, LocalUser} from './local-stack.ts'

/**
 * What a running stack offers: its first pool is the one that profiles are made for.
 * @throws Failure `config_invalid` where the seed has no pool.
 */
export function describeStack({url, state}: Emulator, {demo}: {readonly demo: boolean}): LocalStack {
  const [pool] = state.pools.values()
  if (!pool) throw new Failure('config_invalid', 'The seed has no user pool; a stack needs one.')
  return {
    url,
    issuer: `${url}/${pool.id}`,
    standardIssuer: `${url}/standard`,
    userPoolId: pool.id,
    region: pool.region,
    clients: clientsOf(pool),
    users: usersOf(pool, demo),
    endpoints: {
      cognito: `${url}/`,
      authorize: `${url}/oauth2/authorize`,
      token: `${url}/oauth2/token`,
      userInfo: `${url}/oauth2/userInfo`,
      logout: `${url}/logout`,
      graphql: `${url}/graphql`,
      realtime: `${url.replace(/^http/, 'ws')}/graphql/realtime`,
      events: `${url}/event`,
      rest: `${url}/rest`,
    },
    pid: process.pid,
  }
}

function clientsOf(pool: Pool): LocalClient[] {
  return [...pool.clients.values()].map(({settings}) => ({
    id: settings.ClientId,
    name: settings.ClientName,
    confidential: settings.ClientSecret !== undefined,
    flows: settings.AllowedOAuthFlows ?? [],
    scopes: settings.AllowedOAuthScopes ?? [],
    redirectUris: settings.CallbackURLs ?? [],
  }))
}

function usersOf(pool: Pool, demo: boolean): LocalUser[] {
  const passwords = new Map(demoSeed.pools[0]?.users?.map(({username, password}) => [username, password]))
  return [...pool.users.values()].map(({username}) => {
    const password = demo ? passwords.get(username) : undefined
    return {
      username,
      groups: groupsOf(pool, username).flatMap(({settings}) => settings.GroupName ?? []),
      ...(password === undefined ? {} : {password}),
    }
  })
}
