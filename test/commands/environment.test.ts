import assert from 'node:assert/strict'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('flags and their environment variables', () => {
  let world: TestWorld
  const before = {...process.env}
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => {
    world.dispose()
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  })

  for (const [line, variables, status] of [
    [['status', '--all'], {AUTHCTL_PROFILE: 'work', AUTHCTL_AS: 'ada'}, 3],
    [['logout', '--all'], {AUTHCTL_PROFILE: 'work', AUTHCTL_AS: 'ada', AUTHCTL_BROWSER: '1'}, 0],
    [['logout', '--all', '--local'], {AUTHCTL_GLOBAL: '1'}, 0],
  ] as const)
    it(`authctl ${line.join(' ')} beats ${Object.keys(variables).join(', ')}`, async () => {
      Object.assign(process.env, variables)
      const ran = await authctl(world, ...line)
      assert.equal(ran.status, status, ran.stderr)
    })

  it('authctl -p NAME beats AUTHCTL_ALL', async () => {
    process.env.AUTHCTL_ALL = '1'
    const {status, json} = await authctl(world, 'status', '-p', 'nowhere', '--json')
    assert.deepEqual([status, json().error.code], [2, 'profile_not_found'])
  })

  it('two flags that exclude each other are still refused', async () => {
    const {status, json} = await authctl(world, 'status', '--all', '--as', 'ada', '--json')
    assert.deepEqual([status, json().error.code], [2, 'usage'])
  })

  it('and so are two variables', async () => {
    Object.assign(process.env, {AUTHCTL_ALL: '1', AUTHCTL_AS: 'ada'})
    const {status, json} = await authctl(world, 'status', '--json')
    assert.deepEqual([status, json().error.code], [2, 'usage'])
  })
})
