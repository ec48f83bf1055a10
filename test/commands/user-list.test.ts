import assert from 'node:assert/strict'
import {AdminCreateUserCommand} from '@aws-sdk/client-cognito-identity-provider'
import {poolWorld} from '../support/directory.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, silentTerminal, type TestWorld} from '../support/world.ts'

let stack: TestStack
let world: TestWorld

function eachOnItsOwn(): void {
  before(async () => {
    stack = await testStack()
    world = poolWorld(stack)
    for (let number = 100; number < 230; number++)
      await stack.cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: `crowd${number}`,
          MessageAction: 'SUPPRESS',
          UserAttributes: number === 100 ? [{Name: 'name', Value: '=cmd("a, b")'}] : [],
        }),
      )
  })
  after(async () => {
    world.dispose()
    await stack.stop()
  })
}

async function names(...words: string[]): Promise<string[]> {
  const {status, json} = await authctl(world, 'user', 'list', ...words, '--json')
  assert.equal(status, 0)
  return json().users.map(({username}: any) => username)
}

describe('authctl user list', () => {
  eachOnItsOwn()

  it('reads every page', async () => {
    const all = await names()
    assert.deepEqual([all.length, new Set(all).size], [133, 133])
  })
  it('stops at --limit, in the middle of a page and beyond one', async () => {
    assert.equal((await names('--limit', '7')).length, 7)
    assert.equal((await names('--limit', '61')).length, 61)
  })
  it('shows a filter that works where one cannot be read', async () => {
    const {status, stderr} = await authctl(world, 'user', 'list', '--filter', 'foo')
    assert.equal(status, 2)
    assert.match(stderr, /--filter 'email \^= "ada"'/)
  })
  it('lets the server filter', async () => {
    assert.deepEqual(await names('--filter', 'email ^= "ada"'), ['ada'])
    assert.deepEqual(await names('--attribute', 'email=grace@example.com'), ['grace'])
    assert.deepEqual(await names('--status', 'confirmed'), ['ada', 'grace', 'linus'])
    assert.deepEqual(await names('--status', 'disabled'), [])
  })
  it('filters the members of a group', async () => {
    assert.deepEqual(await names('--group', 'editors', '--contains', 'HOPPER'), ['grace'])
  })
  it('says on stderr what it filters itself', async () => {
    const {stdout, stderr} = await authctl(
      world,
      'user',
      'list',
      '--contains',
      'lovelace',
      '--columns',
      'username,name',
    )
    assert.equal(stdout, 'USERNAME  NAME\nada       Ada Lovelace\n')
    assert.equal(stderr, 'Filtered here, after reading every user: --contains.\n')
  })
  it('writes CSV in which no cell is a formula', async () => {
    const words = ['--contains', 'crowd100', '--csv', '--columns', 'username,status,name,custom:none']
    const {stdout} = await authctl(world, 'user', 'list', ...words)
    assert.equal(stdout, 'username,status,name,custom:none\r\ncrowd100,FORCE_CHANGE_PASSWORD,"\'=cmd(""a, b"")",\r\n')
  })
  it('leaves nothing out of CSV unless columns are named', async () => {
    const {stdout} = await authctl(world, 'user', 'list', '--filter', 'username = "ada"', '--csv')
    assert.match(stdout, /^username,sub,status,enabled,createdAt,updatedAt,email,email_verified,name\r\nada,/)
  })
  it('leaves out on a narrow terminal what does not fit', async () => {
    const narrow = poolWorld(stack, {terminal: {...silentTerminal(), outIsTerminal: true, columns: 20}})
    const {stdout} = await authctl(narrow, 'user', 'list', '--filter', 'username = "ada"')
    assert.equal(stdout, 'USERNAME  STATUS\nada       CONFIRMED\n(not shown: enabled, email, created at)\n')
  })
  it('says so when there is nobody', async () => {
    assert.equal((await authctl(world, 'user', 'list', '--filter', 'username = "zoe"')).stdout, 'No users.\n')
  })
  it('stops with not_found for an unknown group', async () => {
    assert.equal((await authctl(world, 'user', 'list', '--group', 'typo')).status, 5)
  })
  for (const words of [
    ['--group', 'editors', '--filter', 'email ^= "a"'],
    ['--filter', 'custom:team = "a"'],
    ['--limit', '0'],
    ['--csv', '--json'],
  ])
    it(`stops with usage for ${words.join(' ')}`, async () => {
      assert.equal((await authctl(world, 'user', 'list', ...words)).status, 2)
    })
})
