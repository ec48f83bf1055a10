import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'
import {AdminUpdateUserAttributesCommand, CreateGroupCommand} from '@aws-sdk/client-cognito-identity-provider'
import {atTerminal, ctrlC} from '../support/at-terminal.ts'
import {ensureBuilt, through} from '../support/built.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {worldWith} from '../support/troubled-world.ts'
import type {TestWorld} from '../support/world.ts'

/** Retitles the window, clears the screen, goes up a line; as C0 and as C1. */
const hostile = 'Ada\u001b]0;owned\u0007\u001b[2J\u001b[1A\u009b31mVERIFIED'

describe('at a real terminal', function () {
  this.timeout(30_000)
  let stack: TestStack
  let world: TestWorld
  before(async () => {
    ensureBuilt()
    stack = await testStack()
    world = worldWith()
    const UserAttributes = [{Name: 'name', Value: hostile}]
    await stack.cognito.send(
      new AdminUpdateUserAttributesCommand({UserPoolId: poolId, Username: 'ada', UserAttributes}),
    )
    await stack.cognito.send(new CreateGroupCommand({UserPoolId: poolId, GroupName: 'odd', Description: hostile}))
  })
  after(async () => {
    world.dispose()
    await stack.stop()
  })

  const env = () => ({AUTHCTL_ENDPOINT: stack.url, AUTHCTL_USER_POOL_ID: poolId})
  const seen = async (line: string, more: NodeJS.ProcessEnv = {}, columns = 100) => {
    const terminal = atTerminal(world, line.split(' '), {env: {...env(), ...more}, columns})
    const {restored} = await terminal.ended()
    assert.ok(restored)
    return terminal.screen()
  }
  const lines = ['user list', 'user show ada', 'group list', 'user show nobody', 'help', 'doctor']

  for (const [what, more, flag] of [
    ['NO_COLOR=1', {NO_COLOR: '1'}, ''],
    ['TERM=dumb', {TERM: 'dumb'}, ''],
    ['--no-color', {}, ' --no-color'],
    ['AUTHCTL_NO_COLOR=1', {AUTHCTL_NO_COLOR: '1'}, ''],
  ] as const)
    it(`draws no escape byte with ${what}`, async () => {
      for (const line of lines.filter(line => flag === '' || line !== 'help'))
        assert.doesNotMatch(await seen(`${line}${flag}`, more), /\u001b|\u009b/, line)
    })

  it('takes an empty NO_COLOR for none', async () => {
    assert.match(await seen('user show nobody', {NO_COLOR: ''}), /\u001b\[/)
  })

  it('lets no name from the server move the cursor, in tables, records and pickers', async () => {
    for (const line of lines)
      assert.doesNotMatch(await seen(line), /\u001b\]|\u0007|\u001b\[2J|\u001b\[1A|\u009b/, line)
    const picker = atTerminal(world, ['group', 'show'], {env: env()})
    await picker.sees(/odd/)
    picker.types('\u001b[A')
    await picker.sees(/VERIFIED/)
    picker.types(ctrlC)
    await picker.ended()
    assert.doesNotMatch(picker.screen(), /\u001b\]0;|\u0007|\u009b/)
  })

  it('keeps within forty columns', async () => {
    for (const line of ['user list', 'group list'])
      for (const drawn of stripVTControlCharacters(await seen(line, {}, 40)).split(/\r?\n/))
        assert.ok(drawn.length <= 40, `${line}: ${drawn}`)
  })

  it('tells the same data whatever the locale, the time zone and the width', async () => {
    const told = async (more: NodeJS.ProcessEnv) =>
      (await through('"$@"', world, ['user', 'list', '--json'], '', {...env(), ...more})).stdout
    const usual = await told({LANG: 'en_US.UTF-8'})
    assert.equal(JSON.parse(usual).users.length, 3)
    assert.doesNotMatch(usual, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    for (const more of [{LANG: 'C'}, {LC_ALL: 'POSIX'}, {TZ: 'Pacific/Kiritimati'}, {COLUMNS: '0'}])
      assert.equal(await told(more), usual, JSON.stringify(more))
  })
})
