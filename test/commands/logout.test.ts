import assert from 'node:assert/strict'
import {Failure} from '../../src/lib/failure.ts'
import {crookedIssuer} from '../support/crooked-issuer.ts'
import {plainProvider} from '../support/plain-provider.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {type Visitor, visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const password = 'Correct-Horse-9'

describe('several identities at a pool', () => {
  let stack: TestStack
  let world: TestWorld
  before(async () => {
    stack = await testStack()
  })
  after(() => stack.stop())
  beforeEach(async () => {
    world = testWorld()
    const pool = ['--endpoint', stack.url, '--user-pool-id', poolId, '--client-id', clientId, '--region', 'us-east-1']
    await authctl(world, 'profile', 'create', 'pool', ...pool, '--store', 'plaintext')
  })
  afterEach(() => {
    world.dispose()
    stack.faults.clear()
  })

  async function signIn(username: string, ...as: string[]): Promise<void> {
    const piped = {...world, terminal: silentTerminal(password)}
    const flags = ['--flow', 'password', '--username', username, '--password-stdin', ...as]
    const {status, stderr} = await authctl(piped, 'login', ...flags)
    assert.equal(status, 0, stderr)
  }
  const json = async (...argv: string[]) => (await authctl(world, ...argv, '--json')).json()

  it('are signed in side by side, and each command acts as the one it is told', async () => {
    await signIn('ada')
    await signIn('grace', '--as', 'grace')
    const named = async (...as: string[]) => (await json('whoami', ...as)).username
    assert.deepEqual([await named(), await named('--as', 'grace')], ['ada', 'grace'])
    process.env.AUTHCTL_AS = 'grace'
    assert.equal(await named().finally(() => delete process.env.AUTHCTL_AS), 'grace')
    const tokens = [await json('token', 'print'), await json('token', 'print', '--as', 'grace')]
    assert.notEqual(tokens[0].token, tokens[1].token)
    const desk = {...world, terminal: {...silentTerminal(), inputIsTerminal: true}}
    assert.equal((await authctl(desk, 'token', 'decode', '--as', 'grace', '--json')).json().claims.username, 'grace')
    assert.equal((await json('token', 'refresh', '--as', 'grace')).identity, 'grace')
    const all = (await json('status', '--all')).sessions
    assert.deepEqual(
      all.map(({identity, username}: any) => [identity, username]),
      [
        ['default', 'ada'],
        ['grace', 'grace'],
      ],
    )
    assert.equal((await json('logout', '--as', 'grace')).revoked, true)
    assert.equal((await authctl(world, 'status', '--as', 'grace')).status, 3)
    assert.equal((await authctl(world, 'status')).status, 0)
  })

  describe('authctl logout --global', () => {
    it('ends the sessions on all devices', async () => {
      await signIn('ada')
      await signIn('ada', '--as', 'phone')
      await signIn('grace', '--as', 'grace')
      const {status, json: said} = await authctl(world, 'logout', '--global', '--json')
      const done = {profile: 'pool', identity: 'default', forgotten: true, revoked: true, everywhere: true}
      assert.deepEqual([status, said()], [0, done])
      const phone = await authctl(world, 'token', 'refresh', '--as', 'phone', '--json')
      assert.deepEqual([phone.status, phone.json().error.code], [3, 'session_ended'])
      assert.equal((await authctl(world, 'token', 'refresh', '--as', 'grace')).status, 0)
    })

    it('signs out here, and says so, where that fails', async () => {
      await signIn('ada')
      await signIn('ada', '--as', 'phone')
      stack.faults.next('GlobalSignOut', {kind: 'error', status: 500}, 5)
      const {status, stdout} = await authctl(world, 'logout', '--global')
      assert.equal(status, 8)
      assert.match(stdout, /^Signed out of pool here\. Other devices stay signed in: /)
      assert.equal((await authctl(world, 'token', 'refresh', '--as', 'phone')).status, 0)
    })

    it('is refused elsewhere, before anything is done', async () => {
      const issuer = await crookedIssuer()
      await authctl(world, 'profile', 'create', 'plain', '--issuer', issuer.issuer, '--client-id', 'cli')
      const {status, json: said} = await authctl(world, 'logout', '--global', '--profile', 'plain', '--json')
      assert.deepEqual([status, said().error.code, issuer.received.length], [2, 'unsupported', 0])
      await issuer.stop()
    })
  })

  describe('authctl logout --browser', () => {
    let person: Visitor
    let ended: URL[]
    beforeEach(() => {
      person = visitor(stack.url)
      ended = []
    })
    const authorize = () => {
      const query = {
        client_id: clientId,
        response_type: 'code',
        redirect_uri: 'http://localhost:8400/callback',
        scope: 'openid',
      }
      return `${stack.url}/oauth2/authorize?${new URLSearchParams(query)}`
    }
    const opening = {
      open: async (url: URL) => {
        ended.push(url)
        await person.open(url.href)
      },
    }

    it('ends the browser’s own session with the pool', async () => {
      await person.signIn(authorize())
      assert.equal((await person.open(authorize())).left, true, 'the browser is still signed in')
      const {status, stderr} = await authctl({...world, browser: opening}, 'logout', '--browser', '--json')
      assert.equal(status, 0, stderr)
      assert.ok(stderr.split('\n').includes(`  ${ended[0]!.href}`), stderr)
      assert.equal((await person.open(authorize())).left, false)
    })

    it('sends no token through an address', async () => {
      await signIn('ada')
      const {token} = await json('token', 'print', '--id')
      const {stderr} = await authctl({...world, browser: opening}, 'logout', '--browser')
      assert.ok(!stderr.includes(token) && !ended[0]!.href.includes(token))
      assert.deepEqual([...ended[0]!.searchParams.keys()].sort(), ['client_id', 'redirect_uri', 'response_type'])
    })

    it('shows the address where no browser can be started', async () => {
      const none = {
        open: async () => {
          throw new Failure('unsupported', 'No browser could be started.')
        },
      }
      const {status, stderr} = await authctl({...world, browser: none}, 'logout', '--browser')
      assert.equal(status, 0)
      assert.match(stderr, /\/logout\?client_id=[\s\S]*Open the address above yourself/)
    })

    it('uses the page that another issuer names, and says where there is none', async () => {
      const provider = await plainProvider()
      const issuer = await crookedIssuer()
      const at = async (name: string, url: string) => {
        await authctl(world, 'profile', 'create', name, '--issuer', url, '--client-id', 'cli')
        return ['--profile', name]
      }
      await authctl(
        {...world, browser: {open: async url => void ended.push(url)}},
        'logout',
        '--browser',
        ...(await at('plain', provider.issuer)),
      )
      assert.equal(ended[0]?.href, `${provider.issuer}/session/end?client_id=cli`)
      const {status, json: said} = await authctl(
        world,
        'logout',
        '--browser',
        ...(await at('bare', issuer.issuer)),
        '--json',
      )
      assert.deepEqual([status, said().error.code], [2, 'unsupported'])
      await provider.stop()
      await issuer.stop()
    })
  })
})
