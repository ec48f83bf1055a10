import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import type {Profile} from '../../src/lib/profile/profile.ts'
import {profilesPath, writeProfiles} from '../../src/lib/profile/store.ts'
import {saveSession} from '../../src/lib/session/sessions.ts'
import type {World} from '../../src/lib/world/world.ts'
import {adasTokens, unsignedToken} from './sessions.ts'
import {silentTerminal, type TestWorld, testWorld} from './world.ts'

/** A server that answers everything with one page of HTML, as a proxy or a wrong address does. */
export const inHtml =
  (status: number): RequestListener =>
  (_, response) => {
    response.writeHead(status, {'content-type': 'text/html; charset=utf-8'})
    response.end('<!doctype html><title>Gateway</title><h1>Nothing to see here</h1>')
  }

/** An address where `answer` answers; without one, where nobody listens. */
export async function addressOf(answer?: RequestListener): Promise<{url: string; stop(): void}> {
  const server: Server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  if (!answer) stop()
  return {url, stop}
}

/** A world with two token files in its folder, and this on standard input. */
export function worldWith(input = '', changes: Partial<World> = {}): TestWorld {
  const world = testWorld({terminal: silentTerminal(input), ...changes})
  for (const name of ['a.txt', 'b.txt']) writeFileSync(join(world.cwd, name), aToken)
  return world
}

export const aToken = unsignedToken({sub: 'ada', iss: 'https://issuer.example', exp: 4_000_000_000})

/** Puts the profile `work` into it, which leads to `url` in every way, and Ada's session there. */
export async function leadTo(world: World, url: string): Promise<void> {
  const profile: Profile = {
    name: 'work',
    issuer: `${url}/us-east-1_Work`,
    clientId: 'web',
    userPoolId: 'us-east-1_Work',
    region: 'us-east-1',
    endpoint: url,
    store: 'plaintext',
    apis: {
      notes: {kind: 'graphql', url: `${url}/graphql`, auth: 'userPool'},
      'notes-rest': {kind: 'rest', url: `${url}/rest`, auth: 'userPool'},
    },
  }
  await writeProfiles(world, {current: 'work', profiles: new Map([['work', profile]])})
  const tokens = adasTokens({issuer: `${url}/us-east-1_Work`, clientId: 'web', tokenEndpoint: `${url}/oauth2/token`})
  await saveSession(world, profile, 'default', tokens, 'plaintext')
}

/** Leaves a file of profiles there that was cut short. */
export function breakConfig(world: World): void {
  mkdirSync(world.folders.config, {recursive: true, mode: 0o700})
  writeFileSync(profilesPath(world), '{"version": 1, "prof', {mode: 0o600})
}

/**
 * Every file in the world's folders, with its content. What can be thrown away does not count, nor do the two files of
 * the journal, which has what was cancelled, too: it may have been carried out.
 */
export function treeOf({cwd, folders}: World): Record<string, string> {
  const journal = ['journal.jsonl', 'anchor.json'].map(name => join(folders.data, 'audit', name))
  const files = readdirSync(cwd, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile() && !entry.parentPath.startsWith(folders.cache))
    .filter(({parentPath, name}) => !journal.includes(join(parentPath, name)))
  return Object.fromEntries(
    files.map(({parentPath, name}) => [join(parentPath, name).slice(cwd.length), read(join(parentPath, name))]).sort(),
  )
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}
