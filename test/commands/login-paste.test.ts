import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {Failure} from '../../src/lib/failure.ts'
import type {World} from '../../src/lib/world/world.ts'
import {crookedIssuer} from '../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const dev = fileURLToPath(new URL('../../bin/dev.js', import.meta.url))
const shownUrl = (said: string) => /^ {2}(http\S+)$/m.exec(said)?.[1]

describe('authctl login --flow paste', () => {
  let provider: PlainProvider
  let world: TestWorld
  let said: string
  before(async () => {
    provider = await plainProvider()
  })
  after(() => provider.stop())
  beforeEach(() => {
    world = testWorld()
    said = ''
  })
  afterEach(() => world.dispose())

  /** A terminal whose person pipes in what `answer` makes of the address that was shown. */
  const piping = (answer: (url: string) => Promise<string>): World['terminal'] => ({
    ...silentTerminal(),
    err: text => {
      said += text
    },
    readLine: async () => answer(shownUrl(said) ?? assert.fail(`no address in ${said}`)),
  })
  const walked = async (url: string) => (await visitor(provider.issuer).open(url)).url.href
  const login = (terminal: World['terminal'], ...flags: string[]) =>
    authctl(
      {...world, terminal},
      ...['login', '--flow', 'paste', '--issuer', provider.issuer, '--client-id', 'cli', '--store', 'none', '--json'],
      ...flags,
    )

  it('shows the address, takes the one landed on, and starts no browser', async () => {
    const {status, json, stderr} = await login(piping(walked))
    assert.equal(status, 0, stderr)
    assert.deepEqual([json().subject, json().tokens], ['ada', ['access', 'id', 'refresh']])
    const asked = new URL(shownUrl(said)!).searchParams
    assert.equal(asked.get('redirect_uri'), 'http://127.0.0.1:8400/callback')
    assert.equal(provider.at('/token').at(-1)?.body.get('redirect_uri'), 'http://127.0.0.1:8400/callback')
    assert.ok(asked.get('code_challenge') && asked.get('state') && asked.get('nonce'))
  })

  it('takes the address in quotes, or its query alone', async () => {
    assert.equal((await login(piping(async url => `"${await walked(url)}"\n`))).status, 0)
    said = ''
    assert.equal((await login(piping(async url => new URL(await walked(url)).search.slice(1)))).status, 0)
  })

  for (const [what, change, code] of [
    ['another state', (url: URL) => url.searchParams.set('state', 'x'), 'denied'],
    ['no state', (url: URL) => url.searchParams.delete('state'), 'denied'],
    ['two states', (url: URL) => url.searchParams.append('state', 'x'), 'denied'],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example'), 'denied'],
    ['no issuer, though it was announced', (url: URL) => url.searchParams.delete('iss'), 'denied'],
    ['no code', (url: URL) => url.searchParams.delete('code'), 'usage'],
    ['another place', (url: URL) => (url.pathname = '/elsewhere'), 'usage'],
  ] as const)
    it(`asks for no token with ${what}`, async () => {
      const before = provider.at('/token').length
      const {json} = await login(
        piping(async url => {
          const landed = new URL(await walked(url))
          change(landed)
          return landed.href
        }),
      )
      assert.equal(json().error.code, code)
      assert.equal(provider.at('/token').length, before)
    })

  it('believes no ID token with another nonce', async () => {
    const issuer = await crookedIssuer()
    const terminal = piping(async url => {
      const {searchParams} = new URL(url)
      return `http://127.0.0.1:8400/callback?code=c&state=${searchParams.get('state')}`
    })
    const flags = ['--flow', 'paste', '--issuer', issuer.issuer, '--client-id', 'cli', '--store', 'none', '--json']
    const {status, json} = await authctl({...world, terminal}, 'login', ...flags)
    assert.deepEqual([status, json().error.code], [6, 'token_rejected'])
    await issuer.stop()
  })

  it('says what has to come where nothing comes', async () => {
    const {status, json} = await login(silentTerminal())
    assert.deepEqual([status, json().error.code], [2, 'input_required'])
    assert.match(json().error.message, /standard input/)
  })

  it('waits no longer than it was told to, and stops at once when cancelled', async () => {
    const forever = {...silentTerminal(), readLine: () => new Promise<undefined>(() => {})}
    assert.equal((await login(forever, '--timeout', '1')).json().error.code, 'timed_out')
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(new Failure('cancelled', 'Cancelled.')), 300)
    world = {...world, cancelled: cancel.signal}
    assert.equal((await login(forever)).status, 130)
  })

  it('asks a person, three times at most', async () => {
    const flag = 'the address on standard input'
    const flags = ['login', '--flow', 'paste', '--issuer', provider.issuer, '--client-id', 'cli', '--store', 'none']
    const wrong = scriptedAsk([flag, 'hm'], [flag, provider.issuer], [flag, 'http://127.0.0.1:8400/callback'])
    const {status, stderr} = await authctl({...world, ask: wrong}, ...flags)
    assert.equal(status, 2)
    assert.equal(stderr.match(/Try again/g)?.length, 2)
    wrong.done()
    const answers = [async () => 'oops', walked]
    const ask = {...scriptedAsk(), text: async () => answers.shift()!(shownUrl(said)!)}
    const second = await authctl({...world, ask, terminal: piping(walked)}, ...flags)
    assert.equal(second.status, 0, second.stderr)
    assert.match(second.stdout, /^✔ Signed in as ada/)
  })

  it('takes a line from a pipe that stays open', async () => {
    const {data, config, cache} = world.folders
    const env = {PATH: process.env.PATH, AUTHCTL_DATA_DIR: data, AUTHCTL_CONFIG_DIR: config, AUTHCTL_CACHE_DIR: cache}
    const flags = ['login', '--flow', 'paste', '--issuer', provider.issuer, '--client-id', 'cli', '--store', 'none']
    const child = spawn(process.execPath, [dev, ...flags, '--json'], {env, stdio: ['pipe', 'pipe', 'pipe']})
    let out = ''
    child.stdout.on('data', text => {
      out += text
    })
    for await (const text of child.stderr) {
      said += text
      const url = shownUrl(said)
      if (url && !child.stdin.writableNeedDrain) {
        child.stdin.write(`${await walked(url)}\n`)
        break
      }
    }
    const [status] = await once(child, 'close')
    assert.equal(status, 0, out)
    assert.equal(JSON.parse(out).subject, 'ada')
  })
})

describe('authctl login --flow paste, at a pool', () => {
  let stack: TestStack
  let world: TestWorld
  before(async () => {
    stack = await testStack()
    world = testWorld()
  })
  after(async () => {
    world.dispose()
    await stack.stop()
  })

  it('signs in from a machine without a browser, at the address that is registered', async () => {
    let said = ''
    const terminal = {
      ...silentTerminal(),
      err: (text: string) => {
        said += text
      },
      readLine: async () => (await visitor(stack.url).signIn(shownUrl(said)!)).href,
    }
    const pool = ['--endpoint', stack.url, '--user-pool-id', poolId, '--client-id', clientId, '--region', 'us-east-1']
    const {status, json, stderr} = await authctl(
      {...world, terminal},
      ...['login', '--flow', 'paste', ...pool, '--store', 'none', '--json'],
    )
    assert.equal(status, 0, stderr)
    assert.equal(json().username, 'ada')
    assert.equal(new URL(shownUrl(said)!).searchParams.get('redirect_uri'), 'http://localhost:8400/callback')
  })
})
