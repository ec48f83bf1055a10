import assert from 'node:assert/strict'
import {registeredCallbacks} from '../../src/lib/directory/callbacks.ts'
import {freePort} from '../support/free-port.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl login at a pool comes back where the client says', () => {
  let stack: TestStack
  let world: TestWorld
  let visited: URL[]
  let uris: readonly [string, string]
  before(async () => {
    stack = await testStack()
    const [one, two] = [await freePort(), await freePort()]
    uris = [`http://localhost:${one}/callback`, `http://localhost:${two}/other`]
  })
  after(() => stack.stop())
  beforeEach(() => {
    visited = []
    const open = async (url: URL) => {
      visited.push(url)
      const {href} = await visitor(stack.url).signIn(url.href)
      await fetch(href)
    }
    world = testWorld({browser: {open: async url => void open(url).catch(() => {})}})
    register('https://app.example.com/callback', ...uris)
  })
  afterEach(() => {
    world.dispose()
    stack.faults.clear()
  })

  function register(...callbacks: string[]): void {
    const client = stack.state.pools.get(poolId)?.clients.get(clientId) ?? assert.fail('no client')
    Object.assign(client.settings, {CallbackURLs: callbacks})
  }
  async function login(profileFlags: string[] = [], ...flags: string[]) {
    const pool = ['--endpoint', stack.url, '--user-pool-id', poolId, '--client-id', clientId, '--region', 'us-east-1']
    await authctl(world, 'profile', 'create', 'pool', ...pool, ...profileFlags, '--store', 'none')
    return authctl(world, 'login', '--json', ...flags)
  }
  const asked = () => visited[0]?.searchParams.get('redirect_uri')

  it('though the profile knows nothing of it', async () => {
    const {status, stdout} = await login()
    assert.equal(status, 0, stdout)
    assert.equal(asked(), uris[0])
  })

  it('preferring what the profile names, and leaving out what is registered no more', async () => {
    const {status} = await login(['--redirect-uri', 'http://localhost:1/gone', '--redirect-uri', uris[1]])
    assert.equal(status, 0)
    assert.equal(asked(), uris[1])
  })

  it('at the port that was asked for, as it is registered there', async () => {
    const port = new URL(uris[1]).port
    const {status} = await login([], '--port', port)
    assert.equal(status, 0)
    assert.equal(asked(), uris[1])
  })

  for (const fault of [{kind: 'error'}, {kind: 'throttle'}, {kind: 'html'}] as const)
    it(`and as the profile says where the pool answers with trouble (${fault.kind})`, async () => {
      stack.faults.next('DescribeUserPoolClient', fault, 20)
      const {status, stdout} = await login(['--redirect-uri', uris[1]])
      assert.equal(status, 0, stdout)
      assert.equal(asked(), uris[1])
    })

  it('unless nothing registered leads here: then the command that mends it is told', async () => {
    register('https://app.example.com/callback')
    const {status, json} = await login()
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
    assert.equal(
      json().error.hints[0],
      `authctl client set ${clientId} --profile pool --add-callback http://localhost:8400/callback`,
    )
    assert.deepEqual(visited, [])
  })

  it('and tells what to register when nobody comes back', async () => {
    world = {...world, browser: {open: async url => void visited.push(url)}}
    const {status, json} = await login([], '--timeout', '1')
    assert.equal(status, 7)
    assert.ok(json().error.message.includes(`${uris[0]} has to be registered`))
    assert.equal(json().error.hints[0], `authctl client set ${clientId} --profile pool --add-callback ${uris[0]}`)
  })

  it('also when the address is pasted back; elsewhere only where nothing leads here', async () => {
    assert.equal((await login([], '--flow', 'paste')).json().error.code, 'input_required')
    const shown = async () => (await authctl(world, 'login', '--flow', 'paste')).stderr
    assert.ok((await shown()).includes(`redirect_uri=${encodeURIComponent(uris[0])}`))
    register('https://app.example.com/callback')
    assert.ok((await shown()).includes(`redirect_uri=${encodeURIComponent('https://app.example.com/callback')}`))
  })

  it('asking AWS nothing where there are no credentials', async () => {
    const pool = {name: 'aws', userPoolId: 'eu-west-1_Example', region: 'eu-west-1', clientId: 'x'}
    const from = performance.now()
    assert.equal(await registeredCallbacks({...world, env: {HOME: world.cwd}}, pool), undefined)
    assert.ok(performance.now() - from < 200, 'the SDK would have searched the network')
  })
})
