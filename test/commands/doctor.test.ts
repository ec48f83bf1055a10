import assert from 'node:assert/strict'
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {Finding} from '../../src/lib/setup/finding.ts'
import {checkNode} from '../../src/lib/setup/machine.ts'
import {checkClock} from '../../src/lib/setup/other-side.ts'
import {memoryKeyring} from '../support/sessions.ts'
import {testStack} from '../support/stack.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl doctor', () => {
  let world: TestWorld
  const ends: (() => unknown)[] = []
  beforeEach(() => {
    world = testWorld({keyring: memoryKeyring()})
  })
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
    world.dispose()
  })

  const examine = async (...argv: string[]) => {
    const {status, json} = await authctl(world, 'doctor', ...argv, '--json')
    const {findings, ok} = json() as {findings: Finding[]; ok: boolean}
    const found = (check: string) => findings.find(finding => finding.check === check)
    return {
      status,
      ok,
      findings,
      found,
      statuses: Object.fromEntries(findings.map(({check, status}) => [check, status])),
    }
  }

  /** A server of ours that answers each path with a document, and remembers the requests. */
  const serve = async (answers: (origin: string) => Record<string, unknown>, headers: Record<string, string> = {}) => {
    const requests: {url: string | undefined; authorization: string | undefined}[] = []
    const server = createServer(({url, headers: {authorization}}, res) => {
      requests.push({url, authorization})
      const answer = answers(origin)[url ?? '']
      if (answer === undefined) return res.writeHead(404).end()
      res.writeHead(200, {'content-type': 'application/json', ...headers}).end(JSON.stringify(answer))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    ends.push(() => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    })
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return {origin, requests}
  }
  const wellKnown = '/.well-known/openid-configuration'
  const healthy = (origin: string) => ({
    [wellKnown]: {issuer: origin, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/keys`},
    '/keys': {keys: [{kty: 'RSA', kid: 'a', use: 'sig', n: 'x', e: 'AQAB'}]},
  })
  const create = async (...argv: string[]) => {
    const {status, stdout} = await authctl(world, 'profile', 'create', 'here', ...argv, '--json')
    assert.equal(status, 0, stdout)
  }

  it('finds nothing broken with the local stack', async () => {
    const {origin} = await stack()
    await create('--user-pool-id', 'us-east-1_LocalPool', '--endpoint', origin, '--client-id', 'localcli')
    await authctl(
      world,
      'profile',
      'set',
      'here',
      '--api',
      'notes',
      '--url',
      `${origin}/graphql`,
      '--kind',
      'graphql',
      '--auth',
      'userPool',
    )
    const {status, ok, statuses, found} = await examine()
    assert.deepEqual(statuses, {
      node: 'ok',
      'config-folder': 'ok',
      'data-folder': 'ok',
      'cache-folder': 'ok',
      profile: 'ok',
      client: 'ok',
      keyring: 'ok',
      discovery: 'ok',
      clock: 'ok',
      endpoints: 'ok',
      keys: 'ok',
      'callback-ports': 'skip',
      'api notes': 'ok',
    })
    assert.deepEqual([status, ok], [0, true])
    assert.match(found('endpoints')?.message ?? '', /sign-in in the browser.*There is no device code here/)
  })

  it('says in words what it found and what to do, and exits 9', async () => {
    const {status, stdout, stderr} = await authctl(world, 'doctor')
    assert.match(stdout, /^ok {4}node +Node /)
    assert.match(stdout, /\nfail {2}profile +No profile says whom to talk to yet\.\n +→ authctl init\n/)
    assert.match(stdout, /\n\nSomething is broken\.\n$/)
    assert.deepEqual([status, stderr], [9, ''])
  })

  it('goes on without a profile, and where its file is broken', async () => {
    mkdirSync(world.folders.config, {mode: 0o700})
    writeFileSync(`${world.folders.config}/profiles.json`, '{')
    const {status, statuses, found} = await examine()
    assert.equal(status, 9)
    assert.match(found('profile')?.message ?? '', /profiles\.json cannot be used: it is not valid JSON/)
    assert.deepEqual([statuses.node, statuses.keyring, statuses.discovery], ['ok', 'ok', undefined])
  })

  it('fails at an issuer that calls itself something else', async () => {
    const {origin, requests} = await serve(() => ({[wellKnown]: {issuer: 'https://other.example.com'}}))
    const {status, statuses, found} = await examine('--issuer', origin)
    assert.equal(status, 9)
    assert.match(found('discovery')?.message ?? '', /they must be equal/)
    assert.deepEqual([statuses.clock, statuses.endpoints, statuses.keys], ['skip', 'skip', 'skip'])
    assert.deepEqual(
      requests.map(({url}) => url),
      [wellKnown],
    )
  })

  it('fails at an issuer that is not there', async () => {
    const {statuses} = await examine('--issuer', 'http://127.0.0.1:9')
    assert.equal(statuses.discovery, 'fail')
  })

  it('fails at an issuer that never answers, within seconds', async () => {
    const server = createServer(() => {})
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    ends.push(
      () => server.closeAllConnections(),
      () => server.close(),
    )
    const started = performance.now()
    const {found} = await examine('--issuer', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    assert.match(found('discovery')?.message ?? '', /did not answer within 5 seconds/)
    assert.ok(performance.now() - started < 8000)
  }).timeout(12_000)

  it('fails at a clock that is minutes off', async () => {
    const {origin} = await serve(healthy, {date: new Date(Date.now() + 600_000).toUTCString()})
    const {statuses, found} = await examine('--issuer', origin)
    assert.deepEqual([statuses.discovery, statuses.clock], ['ok', 'fail'])
    assert.match(found('clock')?.message ?? '', /^This clock is (599|600|601) seconds behind the issuer's\.$/)
  })

  const keySets: [string, unknown, string, RegExp][] = [
    ['one key', {keys: [{kty: 'EC', crv: 'P-256'}]}, 'ok', /^1 key /],
    ['no key', {keys: []}, 'fail', /no key to verify/],
    ['an encryption key only', {keys: [{kty: 'RSA', use: 'enc'}]}, 'fail', /no key to verify/],
    ['nonsense', {keys: 'none'}, 'fail', /without a key set/],
    ['null keys', {keys: [null]}, 'fail', /no key to verify/],
    ['a private key', {keys: [{kty: 'RSA', d: 'x'}]}, 'warn', /publishes a private/],
    ['nothing', undefined, 'fail', /HTTP 404/],
  ]
  for (const [what, document, expected, sentence] of keySets)
    it(`judges a key set with ${what}: ${expected}`, async () => {
      const {origin} = await serve(at => ({...healthy(at), '/keys': document}))
      const {found} = await examine('--issuer', origin)
      assert.equal(found('keys')?.status, expected)
      assert.match(found('keys')?.message ?? '', sentence)
    })

  it('refuses endpoints that nothing may be sent to', async () => {
    const {origin} = await serve(at => ({
      [wellKnown]: {issuer: at, token_endpoint: 'http://example.com/token', jwks_uri: `${at}/keys`},
    }))
    const {found} = await examine('--issuer', origin)
    assert.equal(found('endpoints')?.status, 'fail')
    assert.match(found('endpoints')?.message ?? '', /^The token endpoint .* cannot be used: it must begin with https/)
  })

  it('looks at APIs without ever sending a token, and takes a refusal for an answer', async () => {
    const api = await serve(() => ({}))
    const {origin, requests} = await serve(healthy)
    await create('--issuer', origin, '--client-id', 'x')
    await authctl(
      world,
      'profile',
      'set',
      'here',
      '--api',
      'up',
      '--url',
      `${api.origin}/x`,
      '--kind',
      'rest',
      '--auth',
      'oidc',
    )
    await authctl(
      world,
      'profile',
      'set',
      'here',
      '--api',
      'down',
      '--url',
      'http://127.0.0.1:9',
      '--kind',
      'rest',
      '--auth',
      'oidc',
    )
    const {statuses, status} = await examine()
    assert.deepEqual([statuses['api up'], statuses['api down'], status], ['ok', 'fail', 9])
    assert.deepEqual(
      [...requests, ...api.requests].filter(({authorization}) => authorization !== undefined),
      [],
    )
  })

  it('names callback ports that somebody holds', async () => {
    const {origin} = await serve(healthy)
    const port = new URL(origin).port
    await create('--issuer', origin, '--redirect-uri', `http://localhost:${port}/callback`)
    const {found} = await examine()
    assert.deepEqual(found('callback-ports'), {
      check: 'callback-ports',
      status: 'fail',
      message: `Taken by another program: ${port}.`,
      remedy: `end what listens on port ${port}, or register another redirect URI`,
    })
  })

  it('warns where the keyring is unusable, fails where the profile wants it, and skips where it does not', async () => {
    world = testWorld()
    const {origin} = await serve(healthy)
    await create('--issuer', origin, '--client-id', 'x')
    const {status, found} = await examine()
    assert.deepEqual(
      [found('keyring')?.status, found('keyring')?.remedy, status],
      ['warn', 'authctl profile set here --store encrypted', 0],
    )
    await authctl(world, 'profile', 'set', 'here', '--store', 'keyring')
    assert.equal((await examine()).found('keyring')?.status, 'fail')
    await authctl(world, 'profile', 'set', 'here', '--store', 'encrypted')
    assert.equal((await examine()).found('keyring')?.status, 'skip')
  })

  it('leaves nothing in the keyring', async () => {
    const keyring = memoryKeyring()
    await authctl({...world, keyring}, 'doctor')
    assert.equal(keyring.entries.size, 0)
  })

  it('judges folders that others can look into or write in', async () => {
    await create('--issuer', 'https://127.0.0.1:9')
    chmodSync(world.folders.config, 0o755)
    assert.deepEqual((await examine()).found('config-folder'), {
      check: 'config-folder',
      status: 'warn',
      message: `Others on this machine may look into ${world.folders.config}.`,
      remedy: `chmod 700 ${world.folders.config}`,
    })
    chmodSync(world.folders.config, 0o777)
    assert.equal((await examine()).found('config-folder')?.status, 'fail')
  })

  it('sees a region that is not the pool’s', async () => {
    await create('--user-pool-id', 'eu-west-1_Abc', '--region', 'us-east-1', '--issuer', 'http://127.0.0.1:9')
    assert.equal(
      (await examine()).found('region')?.message,
      'The pool eu-west-1_Abc is in eu-west-1, and the profile says us-east-1.',
    )
  })

  it('judges Node versions and clocks', () => {
    assert.deepEqual(
      ['20.20.2', '22.17.9', '22.18.0', '24.0.0'].map(version => checkNode(version).status),
      ['fail', 'fail', 'ok', 'ok'],
    )
    assert.deepEqual(
      [0, 5400, -30_000, 61_000, -3_600_000, undefined].map(
        aheadMs => checkClock(aheadMs === undefined ? {} : {aheadMs}).status,
      ),
      ['ok', 'ok', 'warn', 'fail', 'fail', 'skip'],
    )
    assert.equal(checkClock({aheadMs: -30_000}).message, "This clock is 30 seconds ahead of the issuer's.")
  })

  async function stack() {
    const running = await testStack()
    ends.push(() => running.stop())
    return {origin: running.url}
  }
})
