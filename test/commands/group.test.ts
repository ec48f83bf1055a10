import assert from 'node:assert/strict'
import {poolWorld} from '../support/directory.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, type TestWorld} from '../support/world.ts'

let stack: TestStack
let world: TestWorld

function eachOnItsOwn(): void {
  beforeEach(async () => {
    stack = await testStack()
    world = poolWorld(stack)
  })
  afterEach(async () => {
    world.dispose()
    await stack.stop()
  })
}

function undated({createdAt, updatedAt, ...group}: any): any {
  for (const date of [createdAt, updatedAt]) assert.match(date, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  return group
}

function members(group: string): string[] {
  return [...stack.state.pools.get(poolId)!.groups.get(group)!.members].sort()
}

const admins = {name: 'admins', description: 'May read everything and remove notes.', precedence: 1}
const editors = {name: 'editors', description: 'May write notes.', precedence: 10}

describe('authctl group list, show', () => {
  eachOnItsOwn()

  it('lists the groups of the pool', async () => {
    const {json} = await authctl(world, 'group', 'list', '--json')
    assert.deepEqual(json().groups.map(undated), [admins, editors])
  })
  it('shows one', async () => {
    assert.deepEqual(undated((await authctl(world, 'group', 'show', 'admins', '--json')).json()), admins)
  })
  it('lets a person choose', async () => {
    const ask = scriptedAsk(['GROUP', 'editors'])
    assert.match((await authctl(poolWorld(stack, {ask}), 'group', 'show')).stdout, /^editors\ndescription {2}May write/)
  })
  it('stops with not_found for an unknown one', async () => {
    const {status, stderr} = await authctl(world, 'group', 'show', 'typo')
    assert.deepEqual([status, stderr], [5, 'Error: Group typo: Group not found.\n'])
  })
})

describe('authctl group create', () => {
  eachOnItsOwn()

  it('creates a group', async () => {
    const words = ['readers', '--description', 'May read.', '--precedence', '0']
    const {json} = await authctl(world, 'group', 'create', ...words, '--json')
    assert.deepEqual(undated(json()), {name: 'readers', description: 'May read.', precedence: 0})
  })
  it('stops with conflict when there is one, in a rehearsal too', async () => {
    assert.equal((await authctl(world, 'group', 'create', 'admins')).status, 10)
    assert.equal((await authctl(world, 'group', 'create', 'admins', '--dry-run')).status, 10)
  })
  it('rehearses', async () => {
    const {json} = await authctl(world, 'group', 'create', 'readers', '--precedence', '5', '--dry-run', '--json')
    assert.deepEqual(json(), {
      dryRun: true,
      calls: [{operation: 'CreateGroup', input: {UserPoolId: poolId, GroupName: 'readers', Precedence: 5}}],
      changes: [
        {path: 'name', after: 'readers'},
        {path: 'precedence', after: 5},
      ],
    })
    assert.equal((await authctl(world, 'group', 'show', 'readers')).status, 5)
  })
})

describe('authctl group set', () => {
  eachOnItsOwn()

  it('keeps what is not named', async () => {
    const {json} = await authctl(world, 'group', 'set', 'admins', '--precedence', '0', '--json')
    assert.deepEqual(undated(json()), {...admins, precedence: 0})
  })
  it('removes a description', async () => {
    const {json} = await authctl(world, 'group', 'set', 'admins', '--unset', 'description', '--json')
    assert.deepEqual(undated(json()), {name: 'admins', precedence: 1})
  })
  it('says so when the API keeps what was to go', async () => {
    const {status, json} = await authctl(world, 'group', 'set', 'admins', '--unset', 'precedence', '--json')
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
  })
  it('rehearses the whole group that is written', async () => {
    const {json} = await authctl(world, 'group', 'set', 'admins', '--precedence', '3', '--dry-run', '--json')
    const input = {UserPoolId: poolId, GroupName: 'admins', Description: admins.description, Precedence: 3}
    assert.deepEqual(json().calls, [{operation: 'UpdateGroup', input}])
    assert.deepEqual(json().changes, [{path: 'precedence', before: 1, after: 3}])
  })
  it('stops with usage for nothing to change, and not_found for an unknown group', async () => {
    assert.equal((await authctl(world, 'group', 'set', 'admins')).status, 2)
    assert.equal((await authctl(world, 'group', 'set', 'typo', '--precedence', '1')).status, 5)
  })
})

describe('authctl group delete', () => {
  eachOnItsOwn()

  it('deletes with --yes and leaves the members', async () => {
    assert.deepEqual((await authctl(world, 'group', 'delete', 'editors', '--yes', '--json')).json(), {
      name: 'editors',
      deleted: true,
    })
    assert.equal((await authctl(world, 'user', 'show', 'grace')).status, 0)
  })
  it('asks first, and names --yes where nobody can be asked', async () => {
    const refused = await authctl(poolWorld(stack, {ask: scriptedAsk(['--yes', false])}), 'group', 'delete', 'editors')
    assert.equal(refused.status, 130)
    assert.equal((await authctl(world, 'group', 'delete', 'editors')).status, 2)
    assert.deepEqual(members('editors'), ['ada', 'grace'])
  })
  it('rehearses', async () => {
    const {json} = await authctl(world, 'group', 'delete', 'editors', '--dry-run', '--json')
    assert.deepEqual(json().calls, [{operation: 'DeleteGroup', input: {UserPoolId: poolId, GroupName: 'editors'}}])
    assert.deepEqual(members('editors'), ['ada', 'grace'])
  })
})

describe('authctl group members, add, remove', () => {
  eachOnItsOwn()

  it('lists members', async () => {
    const {json} = await authctl(world, 'group', 'members', 'editors', '--json')
    assert.deepEqual(
      json()
        .users.map(({username}: any) => username)
        .sort(),
      ['ada', 'grace'],
    )
  })
  it('puts users in and takes them out, as often as one likes', async () => {
    for (const _ of ['once', 'twice']) {
      const {stdout} = await authctl(world, 'group', 'add', 'admins', 'linus', 'grace')
      assert.equal(stdout, 'linus, grace are in admins.\n')
    }
    assert.deepEqual(members('admins'), ['ada', 'grace', 'linus'])
    const {json} = await authctl(world, 'group', 'remove', 'admins', 'linus', '--json')
    assert.deepEqual(json(), {group: 'admins', users: ['linus'], member: false})
    assert.deepEqual(members('admins'), ['ada', 'grace'])
  })
  it('lets a person choose group and user', async () => {
    const ask = scriptedAsk(['GROUP', 'admins'], ['USERNAME', 'linus  linus@example.com'])
    assert.equal((await authctl(poolWorld(stack, {ask}), 'group', 'add')).status, 0)
    assert.deepEqual(members('admins'), ['ada', 'linus'])
  })
  it('tells for whom it was done when it stops on the way', async () => {
    const {status, json} = await authctl(world, 'group', 'add', 'admins', 'linus', 'nobody', 'grace', '--json')
    assert.equal(status, 8)
    assert.equal(json().error.message, 'linus: added to admins. Then: User nobody, group admins: User does not exist.')
    assert.deepEqual(members('admins'), ['ada', 'linus'])
  })
  it('stops with not_found when nothing was done', async () => {
    assert.equal((await authctl(world, 'group', 'add', 'admins', 'nobody')).status, 5)
    assert.equal((await authctl(world, 'group', 'remove', 'typo', 'ada')).status, 5)
    assert.equal((await authctl(world, 'group', 'members', 'typo')).status, 5)
  })
  it('rehearses, and knows who is in already', async () => {
    const {json} = await authctl(world, 'group', 'add', 'admins', 'ada', 'linus', '--dry-run', '--json')
    assert.deepEqual(json().changes, [{path: 'admins.linus', before: 'no member', after: 'member'}])
    assert.equal(json().calls.length, 2)
    assert.deepEqual(members('admins'), ['ada'])
  })
})
