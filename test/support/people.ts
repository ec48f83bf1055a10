import {randomUUID} from 'node:crypto'
import type {Emulator} from '../../src/lib/emulator/emulator.ts'
import {sign} from '../../src/lib/emulator/keys.ts'
import type {Client, Pool, User} from '../../src/lib/emulator/state.ts'
import {mintAccessToken, mintClientToken, mintIdToken, type SignIn} from '../../src/lib/emulator/tokens.ts'

const poolId = 'us-east-1_TestPool'

/** Tokens of people in a pool of their own, minted as the stack itself does: for tests of what accepts tokens. */
export interface People {
  readonly pool: Pool
  readonly issuer: string
  access(username: string, scope?: string): Promise<string>
  id(username: string): Promise<string>
  machine(scope: string): Promise<string>
  /** Any claims, signed with the pool's key. */
  forged(claims: Record<string, unknown>): Promise<string>
}

/** Puts ada (admins, editors), grace (editors) and linus (neither) into the stack. */
export function people(stack: Emulator): People {
  const pool = poolWith(stack, {ada: ['admins', 'editors'], grace: ['editors'], linus: []})
  const where = {origin: stack.url, ...stack, log: () => {}}
  const client = pool.clients.get('testclient')!
  const signIn = (username: string, scope: string): SignIn => ({
    pool,
    client,
    user: pool.users.get(username)!,
    scope,
    authTime: stack.clock.seconds(),
    originJti: randomUUID(),
    eventId: randomUUID(),
    viaOAuth: true,
  })
  return {
    pool,
    issuer: `${stack.url}/${poolId}`,
    access: (username, scope = 'openid notes/read') => mintAccessToken(where, signIn(username, scope)),
    id: username => mintIdToken(where, signIn(username, 'openid'), {attributes: {email: `${username}@example.com`}}),
    machine: scope => mintClientToken(where, pool, client, scope),
    forged: claims => sign(pool, 'access', claims),
  }
}

function poolWith({state, clock}: Emulator, members: Record<string, string[]>): Pool {
  const at = {createdAt: clock.now(), updatedAt: clock.now()}
  const user = (username: string): User => ({
    username,
    sub: randomUUID(),
    attributes: [],
    enabled: true,
    status: 'CONFIRMED',
    ...at,
    mfa: {enabled: [], failedAttempts: 0},
    codes: new Map(),
    formerPasswords: [],
    failedAttempts: 0,
  })
  const group = (name: string, precedence: number) => ({
    settings: {GroupName: name, Precedence: precedence},
    ...at,
    members: new Set(Object.keys(members).filter(username => members[username]!.includes(name))),
  })
  const client: Client = {settings: {ClientId: 'testclient', ClientName: 'test'}, secrets: [], ...at}
  const pool: Pool = {
    id: poolId,
    region: 'us-east-1',
    settings: {},
    mfa: {},
    ...at,
    users: new Map(Object.keys(members).map(username => [username, user(username)])),
    groups: new Map([
      ['admins', group('admins', 1)],
      ['editors', group('editors', 10)],
    ]),
    clients: new Map([['testclient', client]]),
    resourceServers: new Map(),
    refreshTokens: new Map(),
    revokedOrigins: new Set(),
    challenges: new Map(),
  }
  state.pools.set(poolId, pool)
  return pool
}
