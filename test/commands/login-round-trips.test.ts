import assert from 'node:assert/strict'
import {randomBytes} from 'node:crypto'
import type {World} from '../../src/lib/world/world.ts'
import {freePort} from '../support/free-port.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {toldClock} from '../support/told-clock.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const described = '/.well-known/openid-configuration'
const secret = {AUTHCTL_CLIENT_SECRET: 'machine-secret-0123456789'}
const shownUrl = (said: string) => /^ {2}(http\S+)$/m.exec(said)?.[1] ?? ''

/** A world that writes down what is asked of servers, by path. */
function counting(changes: Partial<World> = {}): {world: TestWorld; asked: string[]} {
  const asked: string[] = []
  const world = testWorld({
    fetch: (input, init) => {
      asked.push(new URL(String(input)).pathname.replace(`/${poolId}`, ''))
      return fetch(input, init)
    },
    ...changes,
  })
  return {world, asked}
}

describe('from authctl login to a kept session, no more is asked than the protocol needs', () => {
  let provider: PlainProvider
  before(async () => {
    const dPoP = {enabled: true, nonceSecret: randomBytes(32), requireNonce: () => false}
    provider = await plainProvider({features: {dPoP}})
  })
  after(() => provider.stop())

  const login = (world: World, client: string, ...flags: string[]) =>
    authctl(world, 'login', '--issuer', provider.issuer, '--client-id', client, '--store', 'plaintext', ...flags)
  const browser = {open: async (url: URL) => void visitor().open(url)}

  for (const [flags, requests] of [
    [[], [described, '/token', '/jwks']],
    [['--par'], [described, '/request', '/token', '/jwks']],
    [['--dpop'], [described, '/token', '/jwks']],
    [
      ['--scope', 'notes:read'],
      [described, '/token'],
    ],
  ] as const)
    it(['--flow pkce', ...flags].join(' '), async () => {
      const {world, asked} = counting({browser})
      const {status, stderr} = await login(world, 'cli', ...flags)
      assert.deepEqual([status, asked], [0, requests], stderr)
      world.dispose()
    })

  it('--flow paste', async () => {
    let said = ''
    const terminal = {
      ...silentTerminal(),
      err: (text: string) => {
        said += text
      },
      readLine: async () => (await visitor(provider.issuer).open(shownUrl(said))).url.href,
    }
    const {world, asked} = counting({terminal})
    const {status} = await login(world, 'cli', '--flow', 'paste')
    assert.deepEqual([status, asked], [0, [described, '/token', '/jwks']])
    world.dispose()
  })

  it('--flow device', async () => {
    const clock = toldClock()
    let said = ''
    const person = visitor()
    const err = (text: string) => {
      said += text
    }
    // The person has approved it before the first question.
    const sleep = async (...args: Parameters<typeof clock.sleep>) => {
      const page = /\S+\?user_code=\S+/.exec(said)?.[0] ?? assert.fail(said)
      const [address = '', user_code = ''] = page.split('?user_code=')
      const asking = await person.submit(await person.open(address), {user_code})
      await person.submit(asking, {confirm: 'yes'})
      return clock.sleep(...args)
    }
    const {world, asked} = counting({clock: {...clock, sleep}, terminal: {...silentTerminal(), err}})
    const {status, stderr} = await login(world, 'cli', '--flow', 'device')
    assert.deepEqual([status, asked], [0, [described, '/device/auth', '/token', '/jwks']], stderr)
    world.dispose()
  })

  it('--flow client-credentials, and nothing for a token that is kept', async () => {
    const {world, asked} = counting({env: secret})
    const robot = ['--issuer', provider.issuer, '--client-id', 'machine', '--client-auth', 'post']
    await authctl(world, 'profile', 'create', 'robot', ...robot, '--store', 'plaintext')
    assert.equal((await authctl(world, 'login', '--flow', 'client-credentials')).status, 0)
    assert.deepEqual(asked.splice(0), [described, '/token'])
    await authctl(world, 'token', 'print')
    assert.deepEqual(asked, [])
    await authctl(world, 'token', 'print', '--machine')
    assert.deepEqual(asked.splice(0), [described, '/token'])
    await authctl(world, 'token', 'print', '--machine')
    await authctl(world, 'status')
    assert.deepEqual(asked, [])
    world.dispose()
  })

  it('token refresh, logout', async () => {
    const {world, asked} = counting({browser})
    await authctl(world, 'profile', 'create', 'plain', '--issuer', provider.issuer, '--client-id', 'cli')
    await authctl(world, 'login', '--store', 'plaintext')
    asked.splice(0)
    await authctl(world, 'token', 'refresh')
    assert.deepEqual(asked.splice(0), [described, '/token', '/jwks'])
    await authctl(world, 'logout')
    assert.deepEqual(asked, [described, '/token/revocation'])
    world.dispose()
  })

  describe('at a pool', () => {
    let stack: TestStack
    before(async () => {
      stack = await testStack()
      const client = stack.state.pools.get(poolId)?.clients.get(clientId) ?? assert.fail('no client')
      Object.assign(client.settings, {CallbackURLs: [`http://localhost:${await freePort()}/callback`]})
    })
    after(() => stack.stop())
    const login = (world: World, ...flags: string[]) => {
      const pool = ['--endpoint', stack.url, '--user-pool-id', poolId, '--region', 'us-east-1', '--client-id', clientId]
      return authctl(world, 'login', ...pool, '--store', 'plaintext', ...flags)
    }

    it('--flow pkce', async () => {
      const open = async (url: URL) => {
        const {href} = await visitor(stack.url).signIn(url.href)
        await fetch(href)
      }
      const {world, asked} = counting({browser: {open: async url => void open(url).catch(() => {})}})
      const {status, stderr} = await login(world)
      assert.deepEqual([status, asked], [0, [described, '/oauth2/token', '/.well-known/jwks.json']], stderr)
      world.dispose()
    })

    for (const [flow, operations] of [
      ['password', ['/']],
      ['srp', ['/', '/']],
    ] as const)
      it(`--flow ${flow}`, async () => {
        const {world, asked} = counting({terminal: silentTerminal('Correct-Horse-9')})
        const {status, stderr} = await login(world, '--flow', flow, '--username', 'ada', '--password-stdin')
        assert.equal(status, 0, stderr)
        assert.deepEqual(asked, [...operations, '/.well-known/jwks.json'])
        world.dispose()
      })
  })
})
