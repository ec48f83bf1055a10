import {randomUUID} from 'node:crypto'
import type {Emulator} from '../../src/lib/emulator/emulator.ts'
import type {Api} from '../../src/lib/profile/profile.ts'
import {writeProfiles} from '../../src/lib/profile/store.ts'
import {saveSession} from '../../src/lib/session/sessions.ts'
import type {World} from '../../src/lib/world/world.ts'
import type {People} from './people.ts'

/** Writes the profile `demo` for the stack's test pool, with the stack's GraphQL API. */
export async function demoProfile(world: World, stack: Emulator, who: People, api: Partial<Api> = {}): Promise<void> {
  const notes = {kind: 'graphql', url: `${stack.url}/graphql`, auth: 'userPool', ...api} as const
  const profile = {name: 'demo', issuer: who.issuer, clientId: 'testclient', apis: {notes}}
  await writeProfiles(world, {current: 'demo', profiles: new Map([['demo', profile]])})
}

/** Keeps a session of this person, as a login would have left it. */
export async function signIn(
  world: World,
  stack: Emulator,
  who: People,
  username: string,
  {accessToken, identity = 'default', scope}: {accessToken?: string; identity?: string; scope?: string} = {},
): Promise<void> {
  const tokens = {
    accessToken: accessToken ?? (await who.access(username)),
    idToken: await who.id(username),
    refreshToken: randomUUID(),
    tokenType: 'Bearer',
    expiresAt: stack.clock.now() + 3_600_000,
    issuer: who.issuer,
    clientId: 'testclient',
    tokenEndpoint: `${stack.url}/oauth2/token`,
    grant: 'authorization_code',
    subject: username,
    ...(scope !== undefined && {scope}),
  } as const
  await saveSession(world, {name: 'demo'}, identity, tokens, 'plaintext')
}
