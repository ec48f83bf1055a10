import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {failedWith} from '../../../src/lib/failure.ts'
import type {TokenSet} from '../../../src/lib/grants/token-set.ts'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {saveClientSecret} from '../../../src/lib/session/client-secrets.ts'
import {refreshNow} from '../../../src/lib/session/refresh-now.ts'
import {freshTokens, readSession, saveSession} from '../../../src/lib/session/sessions.ts'
import type {World} from '../../../src/lib/world/world.ts'
import {crookedIssuer} from '../../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider} from '../../support/plain-provider.ts'
import {adasTokens} from '../../support/sessions.ts'
import {signingIn} from '../../support/signing-in.ts'
import {signed} from '../../support/tokens.ts'
import {type TestWorld, testWorld} from '../../support/world.ts'

const child = fileURLToPath(new URL('../../support/fresh-child.ts', import.meta.url))

describe('renewing a session', function () {
  this.timeout(120_000)
  let provider: PlainProvider
  let world: TestWorld
  let profile: Profile
  before(async () => {
    let slow = 0
    provider = await plainProvider({
      extraTokenClaims: async () => {
        const ms = slow
        slow = 0
        if (ms > 0) await new Promise(resolve => setTimeout(resolve, ms))
        return {}
      },
    })
    Object.assign(provider, {slowNext: (ms: number) => (slow = ms)})
  })
  after(() => provider.stop())
  beforeEach(() => {
    world = testWorld()
    profile = {name: 'plain', issuer: provider.issuer, clientId: 'cli', scopes: ['openid', 'offline_access']}
  })
  afterEach(() => world.dispose())

  /** Ada's session, kept, with an access token that says it ended a second ago. */
  async function endedSession(changes: Partial<TokenSet> = {}): Promise<TokenSet> {
    const tokens = await signingIn(profile).done
    const ended = {...tokens, expiresAt: Date.now() - 1000, ...changes}
    await saveSession(world, profile, 'default', ended, 'plaintext')
    return ended
  }
  const requests = () =>
    provider.at('/token').filter(({body}) => body.get('grant_type') !== 'authorization_code').length
  const env = () => ({
    PATH: process.env.PATH,
    AUTHCTL_DATA_DIR: world.folders.data,
    AUTHCTL_CONFIG_DIR: world.folders.config,
    AUTHCTL_CACHE_DIR: world.folders.cache,
  })

  async function inProcess(): Promise<{status: number | null; out: string}> {
    const one = spawn(process.execPath, [child, JSON.stringify(profile)], {
      env: env(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    one.stdout.on('data', text => {
      out += text
    })
    const [status] = await once(one, 'close')
    return {status, out}
  }

  it('asks nobody while the token is good', async () => {
    const tokens = await endedSession({expiresAt: Date.now() + 600_000})
    const before = requests()
    assert.deepEqual(await freshTokens(world, profile, 'default'), tokens)
    assert.equal(requests() - before, 0)
  })

  for (const [what, left, renews] of [
    ['has ended', -1000, true],
    ['ends within a minute', 30_000, true],
    ['ends in two minutes', 120_000, false],
  ] as const)
    it(`${renews ? 'renews' : 'keeps'} a token that ${what}, and keeps the new refresh token`, async () => {
      const tokens = await endedSession()
      const later = {...world, clock: {...world.clock, now: () => tokens.expiresAt! - left}}
      await saveSession(
        {...later, clock: {...later.clock, now: () => tokens.expiresAt! - 3_600_000}},
        profile,
        'default',
        tokens,
        'plaintext',
      )
      const fresh = await freshTokens(later, profile, 'default')
      assert.equal(fresh.accessToken !== tokens.accessToken, renews)
      assert.equal(fresh.refreshToken !== tokens.refreshToken, renews)
      assert.deepEqual((await readSession(world, profile, 'default'))?.tokenSet, fresh)
    })

  it('asks once for twenty processes that find the token ended, and gives all of them the same new one', async () => {
    const tokens = await endedSession()
    const before = requests()
    const all = await Promise.all(Array.from({length: 20}, inProcess))
    const {tokenSet} = (await readSession(world, profile, 'default'))!
    assert.notEqual(tokenSet.accessToken, tokens.accessToken)
    assert.deepEqual([...new Set(all.map(({status, out}) => `${status} ${out}`))], [`0 ${tokenSet.accessToken}\n`])
    assert.equal(requests() - before, 1)
    assert.equal(readdirSync(join(world.folders.data, 'sessions')).length, 1)
  })

  it('waits for a slow server on behalf of everybody', async () => {
    await endedSession()
    const before = requests()
    ;(provider as unknown as {slowNext(ms: number): void}).slowNext(3000)
    const all = await Promise.all(Array.from({length: 3}, inProcess))
    assert.equal(requests() - before, 1)
    assert.equal(new Set(all.map(({out}) => out)).size, 1)
    assert.ok(all.every(({status}) => status === 0))
  })

  it('goes on within seconds when the one who was renewing is killed', async () => {
    await endedSession()
    ;(provider as unknown as {slowNext(ms: number): void}).slowNext(5000)
    const victim = spawn(process.execPath, [child, JSON.stringify(profile)], {env: env(), stdio: 'ignore'})
    const folder = join(world.folders.data, 'sessions')
    while (!readdirSync(folder).some(name => name.endsWith('.lock'))) await new Promise(go => setTimeout(go, 5))
    victim.kill('SIGKILL')
    const from = performance.now()
    const {status} = await inProcess()
    assert.ok(performance.now() - from < 10_000)
    assert.equal(status, 0)
    assert.equal(readdirSync(folder).length, 1)
  })

  it('asks once when the grant is over, says how to sign in, and keeps what is kept', async () => {
    await endedSession({refreshToken: 'revoked-or-never-there'})
    const path = join(world.folders.data, 'sessions', readdirSync(join(world.folders.data, 'sessions'))[0]!)
    const kept = readFileSync(path, 'utf8')
    const before = requests()
    await assert.rejects(
      freshTokens(world, profile, 'default'),
      error => failedWith(error, 'session_ended') && error.hints.includes('authctl login --profile plain'),
    )
    assert.equal(requests() - before, 1)
    assert.equal(readFileSync(path, 'utf8'), kept)
  })

  for (const [what, changes] of [
    ['tells of somebody else', {sub: 'eve'}],
    ['comes from another issuer', {iss: 'https://evil.example'}],
    ['is over', {exp: 1}],
  ] as const)
    it(`keeps what is kept, byte for byte, when the new ID token ${what}`, async () => {
      const issuer = await crookedIssuer()
      profile = {name: 'plain', issuer: issuer.issuer, clientId: 'cli'}
      await endedSession({refreshToken: 'first'})
      const folder = join(world.folders.data, 'sessions')
      const kept = () => readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))
      const before = kept()
      issuer.on('/token', () =>
        issuer.answer({refresh_token: 'second', id_token: signed(issuer.key, issuer.claims(changes))}),
      )
      await assert.rejects(freshTokens(world, profile, 'default'), error => failedWith(error, 'token_rejected'))
      assert.deepEqual(kept(), before)
      assert.equal(before.length, 1)
      await issuer.stop()
    })

  it('says that there is nothing to renew an ended session with', async () => {
    const {refreshToken: _, ...bare} = await endedSession()
    await saveSession(world, profile, 'default', bare, 'plaintext')
    await assert.rejects(freshTokens(world, profile, 'default'), error => failedWith(error, 'session_ended'))
  })

  it('uses a token up to its end when the server cannot be reached, and no longer', async () => {
    const tokens = await endedSession()
    const offline: World = {...world, fetch: () => Promise.reject(new TypeError('fetch failed'))}
    const at = (ms: number) => ({...offline, clock: {...world.clock, now: () => ms}})
    assert.equal((await freshTokens(at(tokens.expiresAt! - 1), profile, 'default')).accessToken, tokens.accessToken)
    await assert.rejects(freshTokens(at(tokens.expiresAt!), profile, 'default'), error =>
      failedWith(error, 'unreachable'),
    )
  })

  it('hands out no token when the new refresh token cannot be saved, and says so', async () => {
    await endedSession()
    const folder = join(world.folders.data, 'sessions')
    const path = join(folder, readdirSync(folder)[0]!)
    const sabotaged: World = {
      ...world,
      fetch: async (input, init) => {
        const answer = await world.fetch(input, init)
        if (init?.method === 'POST') {
          rmSync(path)
          mkdirSync(path)
        }
        return answer
      },
    }
    await assert.rejects(
      freshTokens(sabotaged, profile, 'default'),
      error =>
        failedWith(error, 'storage_failed') && error.message.includes('the new refresh token could not be saved'),
    )
  })

  for (const [what, change] of [
    ['issuer', {issuer: 'https://evil.example'}],
    ['client', {clientId: 'another'}],
  ] as const)
    it(`shows the session to no other ${what}`, async () => {
      await endedSession()
      const fetched: string[] = []
      const watching: World = {
        ...world,
        fetch: input => Promise.reject(new TypeError(String(fetched.push(String(input))))),
      }
      await assert.rejects(
        freshTokens(watching, {...profile, ...change}, 'default'),
        error => failedWith(error, 'session_ended') && error.hints[0] === 'authctl login --profile plain',
      )
      assert.deepEqual(fetched, [])
    })

  describe('of a machine', () => {
    beforeEach(() => {
      profile = {name: 'robot', issuer: provider.issuer, clientId: 'machine', clientAuth: 'post', store: 'plaintext'}
    })
    const machine = async (changes: Partial<TokenSet> = {}) => {
      const request = {
        flow: 'client-credentials',
        scopes: ['notes:read'],
        clientSecret: 'machine-secret-0123456789',
      } as const
      const tokens = await signingIn(profile, request).done
      await saveSession(world, profile, 'default', {...tokens, expiresAt: Date.now() - 1000, ...changes}, 'plaintext')
      return tokens
    }
    it('asks again with the secret that is kept, for the same scope', async () => {
      const tokens = await machine()
      await saveClientSecret(world, profile, 'machine-secret-0123456789')
      const fresh = await freshTokens(world, profile, 'default')
      assert.notEqual(fresh.accessToken, tokens.accessToken)
      assert.equal(fresh.scope, 'notes:read')
      assert.equal(provider.at('/token').at(-1)?.body.get('scope'), 'notes:read')
      assert.deepEqual(await freshTokens(world, profile, 'default'), fresh)
    })
    it('says that the secret is not kept', async () => {
      await machine()
      await assert.rejects(
        freshTokens(world, profile, 'default'),
        error => failedWith(error, 'session_ended') && error.message.includes('secret'),
      )
    })
    it('sends the secret nowhere else when the token endpoint moved', async () => {
      await machine({tokenEndpoint: 'https://before.example/token'})
      await saveClientSecret(world, profile, 'machine-secret-0123456789')
      const before = requests()
      await assert.rejects(freshTokens(world, profile, 'default'), error => failedWith(error, 'session_ended'))
      assert.equal(requests() - before, 0)
    })
  })

  describe('on demand', () => {
    it('renews a token that is still good, and tells what there is without showing it', async () => {
      const tokens = await endedSession({expiresAt: Date.now() + 600_000})
      const refreshed = await refreshNow(world, profile, 'default')
      const now = (await readSession(world, profile, 'default'))!
      assert.notEqual(now.tokenSet.accessToken, tokens.accessToken)
      assert.deepEqual(refreshed, {
        profile: 'plain',
        identity: 'default',
        scope: 'openid',
        expiresAt: new Date(now.tokenSet.expiresAt!).toISOString(),
        rotated: true,
        tokens: now.tokens,
        storage: 'plaintext',
      })
    })
    it('asks once for two that come at the same time', async () => {
      await endedSession({expiresAt: Date.now() + 600_000})
      const before = requests()
      await Promise.all([refreshNow(world, profile, 'default'), refreshNow(world, profile, 'default')])
      assert.equal(requests() - before, 1)
    })
    it('refuses where there is nothing to renew it with', async () => {
      const {refreshToken: _, ...bare} = adasTokens()
      const own = {...profile, issuer: bare.issuer, clientId: bare.clientId}
      await saveSession(world, own, 'default', bare, 'plaintext')
      await assert.rejects(refreshNow(world, own, 'default'), error => failedWith(error, 'unsupported'))
    })
  })
})
