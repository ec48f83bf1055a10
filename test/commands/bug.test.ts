import assert from 'node:assert/strict'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('a bug in authctl', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())
  const failing = (env: Record<string, string> = {}, ...flags: string[]) => {
    const now = () => {
      throw new RangeError('the hidden clock', {cause: new TypeError('never to be repeated twice')})
    }
    return authctl({...world, env, clock: {...world.clock, now}}, 'status', '--all', ...flags)
  }

  it('is one sentence, with the way to learn more', async () => {
    const {status, stdout, stderr} = await failing()
    assert.deepEqual([status, stdout], [1, ''])
    assert.equal(
      stderr,
      'Error: Something went wrong inside authctl: the hidden clock\n  → AUTHCTL_DEBUG=1 shows where\n',
    )
  })

  it('is shown where it is by AUTHCTL_DEBUG, by names and places only', async () => {
    for (const flags of [[], ['--json']]) {
      const {status, stderr} = await failing({AUTHCTL_DEBUG: '1'}, ...flags)
      assert.equal(status, 1)
      assert.match(stderr, /^RangeError\n {4}at .*bug\.test\.ts:\d+/)
      assert.match(stderr, /^TypeError\n {4}at /m)
      assert.ok(!stderr.includes('never to be repeated'))
    }
  })

  it('is not looked for where somebody is told what to do', async () => {
    const {stderr} = await authctl({...world, env: {AUTHCTL_DEBUG: '1'}}, 'token', 'keys')
    assert.doesNotMatch(stderr, /^\s+at /m)
  })
})
