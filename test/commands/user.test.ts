import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {poolWorld} from '../support/directory.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, silentTerminal, type TestWorld} from '../support/world.ts'

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

/** What only the server decides, out of the way of comparisons. */
function settled({sub, createdAt, updatedAt, attributes, ...user}: any): any {
  assert.match(createdAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  assert.match(updatedAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  assert.equal(attributes.sub, sub)
  const {sub: _, ...others} = attributes
  return {...user, attributes: others}
}

function userNamed(username: string): any {
  return stack.state.pools.get(poolId)!.users.get(username)
}

const ada = {
  username: 'ada',
  status: 'CONFIRMED',
  enabled: true,
  attributes: {email: 'ada@example.com', email_verified: 'true', name: 'Ada Lovelace'},
}

describe('authctl user show', () => {
  eachOnItsOwn()

  it('shows a user with groups', async () => {
    const {status, json} = await authctl(world, 'user', 'show', 'ada', '--json')
    assert.equal(status, 0)
    assert.deepEqual(settled(json()), {...ada, groups: ['admins', 'editors']})
  })
  it('stops with not_found for a stranger', async () => {
    const {status, stdout, stderr} = await authctl(world, 'user', 'show', 'nobody')
    assert.deepEqual(
      {status, stdout, stderr},
      {status: 5, stdout: '', stderr: 'Error: User nobody: User does not exist.\n'},
    )
  })
  it('names the argument that is missing where nobody can be asked', async () => {
    const {status, json} = await authctl(world, 'user', 'show', '--json')
    assert.deepEqual(
      {status, code: json().error.code, hints: json().error.hints},
      {status: 2, code: 'input_required', hints: ['pass USERNAME']},
    )
  })
  it('lets a person choose', async () => {
    const ask = scriptedAsk(['USERNAME', 'grace  grace@example.com'])
    const {status, stdout} = await authctl(poolWorld(stack, {ask}), 'user', 'show')
    assert.equal(status, 0)
    assert.match(stdout, /^grace\n/)
  })
  it('cannot be made to forge a line by an attribute', async () => {
    await authctl(world, 'user', 'set', 'ada', '-a', 'nickname=x\n\u001b[31mVERIFIED')
    const {stdout} = await authctl(world, 'user', 'show', 'ada')
    assert.match(stdout, /^nickname\s+x\\u\{a\}\\u\{1b\}\[31mVERIFIED$/m)
  })
})

describe('authctl user create', () => {
  eachOnItsOwn()

  it('creates a user in a group with a password that stays', async () => {
    const piped = poolWorld(stack, {terminal: silentTerminal('Correct-Horse-10\n')})
    const words = ['bob', '--email', 'bob@example.com', '--verified', '-a', 'name=Bob', '-g', 'editors']
    const {status, json} = await authctl(piped, 'user', 'create', ...words, '--password-stdin', '--permanent', '--json')
    assert.equal(status, 0)
    assert.deepEqual(settled(json()), {
      username: 'bob',
      status: 'CONFIRMED',
      enabled: true,
      attributes: {email: 'bob@example.com', email_verified: 'true', name: 'Bob'},
    })
    assert.deepEqual(
      (await authctl(world, 'user', 'groups', 'bob', '--json')).json().groups.map(({name}: any) => name),
      ['editors'],
    )
  })
  it('takes a password from a file, to be changed at the first sign-in', async () => {
    const file = join(world.cwd, 'password')
    writeFileSync(file, 'Correct-Horse-10\n')
    const {json} = await authctl(world, 'user', 'create', 'bob', '--suppress', '--password-file', file, '--json')
    assert.equal(json().status, 'FORCE_CHANGE_PASSWORD')
  })
  it('asks a person for the name', async () => {
    const ask = scriptedAsk(['USERNAME', 'bob'])
    const {status} = await authctl(poolWorld(stack, {ask}), 'user', 'create', '--suppress')
    assert.deepEqual([status, userNamed('bob').username], [0, 'bob'])
  })
  it('stops with conflict when the name is taken', async () => {
    const {status, json} = await authctl(world, 'user', 'create', 'ada', '--json')
    assert.deepEqual([status, json().error.code], [10, 'conflict'])
  })
  it('leaves an existing user as it is with --if-not-exists', async () => {
    const words = ['user', 'create', 'ada', '-a', 'name=Other', '--if-not-exists']
    const {status, json} = await authctl(world, ...words, '--json')
    assert.equal(status, 0)
    assert.deepEqual(settled(json()), ada)
    assert.match((await authctl(world, ...words)).stderr, /^User ada exists already/)
  })
  it('makes nobody when a group is unknown', async () => {
    const {status, json} = await authctl(world, 'user', 'create', 'bob', '-g', 'editors', '-g', 'typo', '--json')
    assert.deepEqual([status, json().error.message, userNamed('bob')], [5, 'Group typo: Group not found.', undefined])
  })
  it('makes nobody when the policy refuses a password that was to stay', async () => {
    const piped = poolWorld(stack, {terminal: silentTerminal('short')})
    const {status, json} = await authctl(piped, 'user', 'create', 'bob', '--password-stdin', '--permanent', '--json')
    assert.deepEqual([status, json().error.code, userNamed('bob')], [2, 'usage', undefined])
  })
  it('tells what was done and what remains when it stops on the way', async () => {
    stack.faults.next('AdminAddUserToGroup', {kind: 'throttle'}, 9)
    const {status, json} = await authctl(world, 'user', 'create', 'bob', '-g', 'editors', '--suppress', '--json')
    assert.equal(status, 8)
    assert.deepEqual(json().error, {
      code: 'partly_done',
      message: `User bob was created. Then: ${stack.url} still asks to slow down after retries: Rate exceeded.`,
      hints: ['authctl group add editors bob'],
    })
    assert.ok(userNamed('bob'))
  })
  it('wants a password to make one permanent', async () => {
    assert.equal((await authctl(world, 'user', 'create', 'bob', '--permanent')).status, 2)
  })
  it('rehearses without sending a write', async () => {
    const piped = poolWorld(stack, {terminal: silentTerminal('Correct-Horse-10')})
    const words = ['--email', 'b@example.com', '-g', 'editors', '--password-stdin', '--permanent']
    const {status, json} = await authctl(piped, 'user', 'create', 'bob', ...words, '--dry-run', '--json')
    const who = {UserPoolId: poolId, Username: 'bob'}
    assert.equal(status, 0)
    assert.deepEqual(json(), {
      dryRun: true,
      calls: [
        {
          operation: 'AdminCreateUser',
          input: {
            ...who,
            UserAttributes: [{Name: 'email', Value: 'b@example.com'}],
            TemporaryPassword: '•••',
            MessageAction: 'SUPPRESS',
          },
        },
        {operation: 'AdminSetUserPassword', input: {...who, Password: '•••', Permanent: true}},
        {operation: 'AdminAddUserToGroup', input: {...who, GroupName: 'editors'}},
      ],
      changes: [
        {path: 'groups.editors', after: 'member'},
        {path: 'username', after: 'bob'},
        {path: 'status', after: 'CONFIRMED'},
        {path: 'enabled', after: true},
        {path: 'attributes.email', after: 'b@example.com'},
      ],
    })
    assert.equal(userNamed('bob'), undefined)
  })
  it('foresees a conflict', async () => {
    assert.equal((await authctl(world, 'user', 'create', 'ada', '--dry-run')).status, 10)
  })
})

describe('authctl user set', () => {
  eachOnItsOwn()

  it('changes what is named and keeps the rest', async () => {
    const words = ['-a', 'nickname=Countess', '--email', 'ada@example.org', '--verified', '--unset', 'name']
    const {status, json} = await authctl(world, 'user', 'set', 'ada', ...words, '--json')
    assert.equal(status, 0)
    assert.deepEqual(settled(json()).attributes, {
      email: 'ada@example.org',
      email_verified: 'true',
      nickname: 'Countess',
    })
  })
  it('rehearses the difference and changes nothing', async () => {
    const {json} = await authctl(world, 'user', 'set', 'ada', '-a', 'name=A', '--unset', 'email', '--dry-run', '--json')
    assert.deepEqual(json().changes, [
      {path: 'attributes.email', before: 'ada@example.com'},
      {path: 'attributes.name', before: 'Ada Lovelace', after: 'A'},
    ])
    assert.deepEqual(
      settled((await authctl(world, 'user', 'set', 'ada', '-a', 'name=Ada Lovelace', '--json')).json()),
      ada,
    )
  })
  for (const [what, words] of [
    ['nothing to change', []],
    ['what is no name=value', ['-a', 'name']],
    ['two values for one attribute', ['-a', 'email=a@b.c', '--email', 'd@e.f']],
    ['an attribute both set and unset', ['-a', 'name=A', '--unset', 'name']],
    ['an attribute the pool does not have', ['-a', 'custom:none=A']],
  ] as const)
    it(`stops with usage for ${what}`, async () => {
      const {status, json} = await authctl(world, 'user', 'set', 'ada', ...words, '--json')
      assert.deepEqual([status, json().error.code], [2, 'usage'])
    })
  it('stops with not_found for a stranger', async () => {
    assert.equal((await authctl(world, 'user', 'set', 'nobody', '-a', 'name=A')).status, 5)
  })
})

describe('authctl user enable, disable', () => {
  eachOnItsOwn()

  it('locks a user out and lets it in again', async () => {
    assert.equal((await authctl(world, 'user', 'disable', 'ada', '--json')).json().enabled, false)
    assert.equal((await authctl(world, 'user', 'enable', 'ada', '--json')).json().enabled, true)
  })
  it('rehearses', async () => {
    const {json} = await authctl(world, 'user', 'disable', 'ada', '--dry-run', '--json')
    assert.deepEqual(json(), {
      dryRun: true,
      calls: [{operation: 'AdminDisableUser', input: {UserPoolId: poolId, Username: 'ada'}}],
      changes: [{path: 'enabled', before: true, after: false}],
    })
    assert.equal(userNamed('ada').enabled, true)
  })
  it('stops with not_found for a stranger', async () => {
    assert.equal((await authctl(world, 'user', 'enable', 'nobody')).status, 5)
  })
})

describe('authctl user password', () => {
  eachOnItsOwn()

  const given = () => poolWorld(stack, {terminal: silentTerminal('Correct-Horse-10\r\n')})
  it('gives a temporary password unless told otherwise', async () => {
    const temporary = await authctl(given(), 'user', 'password', 'ada', '--password-stdin', '--json')
    assert.equal(temporary.json().status, 'FORCE_CHANGE_PASSWORD')
    const permanent = await authctl(given(), 'user', 'password', 'ada', '--password-stdin', '--permanent', '--json')
    assert.equal(permanent.json().status, 'CONFIRMED')
  })
  it('asks a person twice', async () => {
    const ask = scriptedAsk(['--password-stdin', 'Correct-Horse-10'], ['--password-stdin', 'Correct-Horse-10'])
    assert.equal((await authctl(poolWorld(stack, {ask}), 'user', 'password', 'ada')).status, 0)
  })
  it('stops when the second time differs', async () => {
    const ask = scriptedAsk(['--password-stdin', 'Correct-Horse-10'], ['--password-stdin', 'Correct-Horse-11'])
    const {status, stderr} = await authctl(poolWorld(stack, {ask}), 'user', 'password', 'ada')
    assert.deepEqual([status, userNamed('ada').status], [2, 'CONFIRMED'])
    assert.doesNotMatch(stderr, /Horse/)
  })
  it('names the flag where nobody can be asked', async () => {
    const {status, json} = await authctl(world, 'user', 'password', 'ada', '--json')
    assert.deepEqual([status, json().error.hints], [2, ['pass --password-stdin']])
  })
  it('takes no empty one', async () => {
    const empty = poolWorld(stack, {terminal: silentTerminal('\n')})
    assert.equal((await authctl(empty, 'user', 'password', 'ada', '--password-stdin')).status, 2)
  })
  it('stops with usage when the policy refuses it', async () => {
    const weak = poolWorld(stack, {terminal: silentTerminal('weak')})
    const {status, json} = await authctl(weak, 'user', 'password', 'ada', '--password-stdin', '--json')
    assert.deepEqual([status, json().error.code], [2, 'usage'])
  })
})

describe('authctl user delete', () => {
  eachOnItsOwn()

  it('deletes with --yes', async () => {
    const {json} = await authctl(world, 'user', 'delete', 'ada', '--yes', '--json')
    assert.deepEqual(json(), {username: 'ada', deleted: true})
    assert.equal(userNamed('ada'), undefined)
  })
  it('deletes nobody when the person says no', async () => {
    const {status} = await authctl(poolWorld(stack, {ask: scriptedAsk(['--yes', false])}), 'user', 'delete', 'ada')
    assert.deepEqual([status, userNamed('ada').username], [130, 'ada'])
  })
  it('names --yes where nobody can be asked', async () => {
    const {status, json} = await authctl(world, 'user', 'delete', 'ada', '--json')
    assert.deepEqual([status, json().error.hints, userNamed('ada').username], [2, ['pass --yes'], 'ada'])
  })
  it('rehearses without asking', async () => {
    const {status, json} = await authctl(world, 'user', 'delete', 'ada', '--dry-run', '--json')
    assert.deepEqual([status, json().calls.length, userNamed('ada').username], [0, 1, 'ada'])
  })
  it('stops with not_found for a stranger', async () => {
    assert.equal((await authctl(world, 'user', 'delete', 'nobody', '--yes')).status, 5)
  })
})

describe('authctl user groups', () => {
  eachOnItsOwn()

  it('lists the groups of a user', async () => {
    const {stdout} = await authctl(world, 'user', 'groups', 'grace')
    assert.equal(stdout, 'NAME     PRECEDENCE  DESCRIPTION\neditors  10          May write notes.\n')
  })
  it('stops with not_found for a stranger', async () => {
    assert.equal((await authctl(world, 'user', 'groups', 'nobody')).status, 5)
  })
})
