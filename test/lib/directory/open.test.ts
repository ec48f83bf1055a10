import assert from 'node:assert/strict'
import {openDirectory, openService} from '../../../src/lib/directory/open.ts'
import {failedWith} from '../../../src/lib/failure.ts'
import {testWorld} from '../../support/world.ts'

describe('opening the Cognito API', () => {
  const regionFor = async (profile: object, env = {}) => {
    const world = testWorld({env})
    world.dispose()
    return openService(world, {name: 'work', ...profile}).client.config.region()
  }

  it('goes by the profile, then the pool, then AWS’s own variables', async () => {
    const env = {AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-2'}
    assert.equal(await regionFor({region: 'eu-north-1', userPoolId: 'eu-west-1_X'}, env), 'eu-north-1')
    assert.equal(await regionFor({userPoolId: 'eu-west-1_X'}, env), 'eu-west-1')
    assert.equal(await regionFor({}, env), 'us-west-2')
    assert.equal(await regionFor({}, {AWS_DEFAULT_REGION: 'us-east-2'}), 'us-east-2')
    await assert.rejects(regionFor({}), error => failedWith(error, 'config_invalid'))
  })
  it('goes to the region of a pool that is named, wherever the profile’s own is', async () => {
    const world = testWorld()
    world.dispose()
    const profile = {name: 'work', region: 'eu-west-1', userPoolId: 'eu-west-1_Home'}
    const directory = await openDirectory(world, profile, {}, 'us-east-1_Away')
    assert.deepEqual([directory.poolId, await directory.client.config.region()], ['us-east-1_Away', 'us-east-1'])
  })
})
