import assert from 'node:assert/strict'
import {globSync, readdirSync, readFileSync} from 'node:fs'
import {discover} from '../../src/lib/grants/discovery.ts'
import {type CrookedIssuer, crookedIssuer, json} from '../support/crooked-issuer.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

/** Where somebody comes back to, as the sign-in page sends them: with the code, and the state of the request. */
async function comeBack(authorize: URL): Promise<URL> {
  const answer = await fetch(authorize, {redirect: 'manual'})
  return new URL(answer.headers.get('location') ?? '')
}

describe('what a sign-in promises', () => {
  let issuer: CrookedIssuer
  let world: TestWorld
  beforeEach(async () => {
    issuer = await crookedIssuer()
    world = testWorld()
  })
  afterEach(async () => {
    world.dispose()
    await issuer.stop()
  })
  const login = (open: (url: URL) => Promise<void>, ...words: string[]) =>
    authctl(
      Object.create(world, {browser: {value: {open}}}),
      ...['login', '--issuer', issuer.issuer, '--client-id', 'cli', '--store', 'plaintext', ...words],
    )
  const sessions = () =>
    readdirSync(world.folders.data, {recursive: true})
      .map(String)
      .filter(name => name.endsWith('.json') && !name.startsWith('audit'))

  it('exchanges one code once, however many come back with it at once', async () => {
    const {status} = await login(async url => {
      const back = await comeBack(url)
      void Promise.allSettled(Array.from({length: 10}, () => fetch(back)))
    })
    assert.equal(status, 0)
    assert.equal(issuer.at('/token').length, 1)
  })
  it('keeps nothing, and no port, when nobody comes back in time', async () => {
    let callback = new URL('http://127.0.0.1')
    const {status} = await login(
      async url => {
        callback = new URL(url.searchParams.get('redirect_uri') ?? '')
      },
      '--timeout',
      '1',
    )
    assert.equal(status, 7)
    assert.deepEqual(sessions(), [])
    await assert.rejects(fetch(callback))
  })
  it('is a browser’s unless something else is asked for', async () => {
    const opened: URL[] = []
    await login(async url => {
      opened.push(url)
      void fetch(await comeBack(url))
    })
    assert.equal(opened[0]?.searchParams.get('code_challenge_method'), 'S256')
    assert.equal(issuer.at('/device').length, 0)
  })
  it('by a device code warns of codes that others sent, and draws nothing that moves into a pipe', async () => {
    let polls = 0
    issuer.on('/device', () => ({
      device_code: 'device-code-secret',
      user_code: 'WDJB-MJHT',
      verification_uri: `${issuer.issuer}/activate`,
      expires_in: 60,
      interval: 1,
    }))
    issuer.on('/token', (_, res) => {
      polls += 1
      return polls < 3 ? json(res, {error: 'authorization_pending'}, 400) : issuer.answer()
    })
    const nobody = () => assert.fail('nobody expected a browser')
    const {status, stderr} = await login(nobody, '--flow', 'device', '--no-browser')
    assert.equal(status, 0, stderr)
    assert.match(stderr, /Enter it only if it was you who started this/)
    assert.doesNotMatch(stderr, /[\r\u001b]/)
  })
  it('remembers no description of an issuer, and no failure to get one', async () => {
    issuer.on('/.well-known/openid-configuration', (_, res) => json(res, {}, 500))
    await assert.rejects(discover(world, issuer.issuer))
    issuer.on('/.well-known/openid-configuration', () => ({
      issuer: issuer.issuer,
      token_endpoint: `${issuer.issuer}/a`,
    }))
    assert.equal((await discover(world, issuer.issuer)).token_endpoint, `${issuer.issuer}/a`)
    issuer.on('/.well-known/openid-configuration', () => ({
      issuer: issuer.issuer,
      token_endpoint: `${issuer.issuer}/b`,
    }))
    assert.equal((await discover(world, issuer.issuer)).token_endpoint, `${issuer.issuer}/b`)
  })
})

describe('files for a moment', () => {
  it('are made in no folder that all share, but for the demo’s own, which nobody can foretell', () => {
    const users = globSync('src/**/*.ts').filter(file => /\btmpdir\(\)/.test(readFileSync(file, 'utf8')))
    assert.deepEqual(users, ['src/lib/demo/tell.ts'])
    assert.match(readFileSync('src/lib/demo/tell.ts', 'utf8'), /mkdtemp\(join\(tmpdir\(\), /)
  })
})
