import assert from 'node:assert/strict'
import {writeProfiles} from '../../src/lib/profile/store.ts'
import type {Ask} from '../../src/lib/world/world.ts'
import {authctl, testWorld} from '../support/world.ts'

/** Somebody who chooses the entry of that name, and remembers what was offered. */
function chooser(wanted: string): Ask & {offered: string[]} {
  const never = async () => assert.fail('only a choice was expected')
  const offered: string[] = []
  const choose: Ask['choose'] = async ({choices}) => {
    offered.push(...choices.map(({name}) => name))
    const chosen = choices.find(({name}) => name === wanted)
    assert.ok(chosen, `${wanted} is not offered: ${offered}`)
    return chosen.value
  }
  return {possible: true, text: never, secret: never, confirm: never, choose, offered}
}

describe('authctl', () => {
  it('offers a beginning to somebody without a profile, and runs what is chosen', async () => {
    const ask = chooser('Read the help')
    const {status, stdout, stderr} = await authctl(testWorld({ask}))
    assert.equal(status, 0)
    assert.equal(ask.offered[0], 'See the whole story on this machine, with nothing to set up')
    assert.match(stderr, /\$ authctl help/)
    assert.match(stdout, /USAGE/)
  })

  it('offers to sign in to somebody with a profile', async () => {
    const ask = chooser('Read the help')
    const world = testWorld({ask})
    const profile = {name: 'work', issuer: 'https://issuer.example', userPoolId: 'us-east-1_Example'}
    await writeProfiles(world, {current: 'work', profiles: new Map([['work', profile]])})
    await authctl(world)
    assert.equal(ask.offered[0], 'Sign in')
    assert.ok(ask.offered.includes('List the users of the pool'))
  })

  it('prints the help where nobody can choose', async () => {
    const {status, stdout} = await authctl(testWorld())
    assert.equal(status, 0)
    assert.match(stdout, /USAGE/)
  })
})
