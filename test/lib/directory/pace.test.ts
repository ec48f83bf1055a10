import assert from 'node:assert/strict'
import {ListGroupsCommand, ListUsersCommand} from '@aws-sdk/client-cognito-identity-provider'
import {read} from '../../../src/lib/directory/directory.ts'
import {openDirectory} from '../../../src/lib/directory/open.ts'
import {paced} from '../../../src/lib/directory/pace.ts'
import {categoryOf, quotas} from '../../../src/lib/directory/quota.ts'
import {refusingAsk} from '../../../src/lib/world/refusing-ask.ts'
import {poolId, type TestStack, testStack} from '../../support/stack.ts'
import {toldClock} from '../../support/told-clock.ts'

describe('keeping within quotas', () => {
  let stack: TestStack
  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  async function opened(limits?: typeof quotas) {
    const clock = toldClock()
    const world = {clock, cancelled: new AbortController().signal, ask: refusingAsk, env: {}}
    const profile = {name: 'local', userPoolId: poolId, region: 'us-east-1', endpoint: stack.url}
    return {clock, directory: paced(world, await openDirectory(world, profile), limits)}
  }
  const total = (slept: readonly number[]) => slept.reduce((sum, each) => sum + each, 0)

  it('sends no more than its share of a category, and of one operation on the pool', async () => {
    const {clock, directory} = await opened(quotas)
    // 34 of 5 a second, of which four fifths are ours and a second’s worth may go at once: 30 take 7.5 s.
    for (let at = 0; at < 34; at++) await read(directory, new ListGroupsCommand({UserPoolId: poolId}))
    assert.ok(total(clock.slept) > 6500 && total(clock.slept) < 7600, String(total(clock.slept)))
    const before = total(clock.slept)
    for (let at = 0; at < 24; at++) await read(directory, new ListUsersCommand({UserPoolId: poolId}))
    assert.ok(total(clock.slept) - before < 50, 'another category has its own quota')
  })
  it('goes at half the speed once told to slow down, and recovers', async () => {
    const {clock, directory} = await opened(quotas)
    const timed = async (times: number) => {
      const before = total(clock.slept)
      for (let at = 0; at < times; at++) await read(directory, new ListGroupsCommand({UserPoolId: poolId}))
      return (total(clock.slept) - before) / times
    }
    await timed(8)
    const usual = await timed(8)
    stack.faults.next('ListGroups', {kind: 'throttle'}, 2)
    await timed(1)
    const slowed = await timed(4)
    assert.ok(slowed > usual * 2.5, `${slowed} after ${usual}`)
    await timed(60)
    assert.ok((await timed(8)) < usual * 1.2)
  })
  it('needs no pacing on this machine', async () => {
    const {clock, directory} = await opened()
    for (let at = 0; at < 40; at++) await read(directory, new ListGroupsCommand({UserPoolId: poolId}))
    assert.deepEqual(clock.slept, [])
  })
  it('gives up after five minutes of being told to slow down', async () => {
    const {clock, directory} = await opened()
    stack.faults.next('ListGroups', {kind: 'throttle'}, 1000)
    await assert.rejects(read(directory, new ListGroupsCommand({UserPoolId: poolId})), {code: 'throttled'})
    assert.ok(total(clock.slept) >= 300_000)
  })
  for (const [operation, category] of [
    ['AdminCreateUser', 'UserCreation'],
    ['AdminSetUserPassword', 'UserAccountRecovery'],
    ['AdminAddUserToGroup', 'UserUpdate'],
    ['AdminUpdateUserAttributes', 'UserUpdate'],
    ['AdminGetUser', 'UserRead'],
    ['AdminListGroupsForUser', 'UserResourceRead'],
    ['ListUsersInGroup', 'UserList'],
    ['DescribeUserPool', 'UserPoolRead'],
    ['DescribeUserPoolClient', 'UserPoolClientRead'],
    ['ListUserPoolClients', 'UserPoolClientRead'],
    ['CreateUserPoolClient', 'UserPoolClientUpdate'],
    ['ListGroups', 'UserPoolResourceRead'],
    ['DescribeIdentityProvider', 'UserPoolResourceRead'],
    ['CreateGroup', 'UserPoolResourceUpdate'],
    ['UpdateResourceServer', 'UserPoolResourceUpdate'],
  ])
    it(`${operation} counts as ${category}`, () => assert.equal(categoryOf(operation ?? ''), category))
})
