import assert from 'node:assert/strict'
import {existsSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../src/lib/failure.ts'
import {describeStack} from '../../src/lib/local/describe.ts'
import {remember} from '../../src/lib/local/running.ts'
import {profilesPath, readProfiles, writeProfiles} from '../../src/lib/profile/store.ts'
import {type ScriptedAnswer, scriptedAsk} from '../support/scripted-ask.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

const whom = '--local, --issuer URL, --user-pool-id ID or --outputs FILE'
const anIssuer: ScriptedAnswer = [whom, 'An OpenID Connect issuer']

describe('authctl init', () => {
  let world: TestWorld
  let stack: TestStack
  before(async () => {
    stack = await testStack()
  })
  after(() => stack.stop())
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  const answering = async (answers: ScriptedAnswer[], ...argv: string[]) => {
    const ask = scriptedAsk(...answers)
    const ran = await authctl({...world, ask}, 'init', ...argv)
    ask.done()
    return ran
  }
  const scripted = (...argv: string[]) => authctl(world, 'init', ...argv, '--json')
  const nothingWritten = () => assert.equal(existsSync(profilesPath(world)), false)

  it('meets an issuer, asks the rest, and makes the profile current', async () => {
    const issuer = `${stack.url}/standard`
    const answers: ScriptedAnswer[] = [
      ['--issuer', issuer],
      ['--client-id', 'cli'],
      ['--scope', ''],
      ['--name', 'mine'],
    ]
    const {status, stdout, stderr} = await answering([anIssuer, ...answers])
    assert.equal(status, 0, stderr)
    assert.match(
      stderr,
      /^Found http:\S+\/standard: sign-in in the browser, sign-in by device code, tokens, revocation\.\n$/,
    )
    assert.match(stdout, /^profile +mine\n[\s\S]*current +yes\n$/)
    const {current, profiles} = await readProfiles(world)
    const scopes = ['openid', 'profile', 'email', 'offline_access']
    assert.deepEqual([current, profiles.get('mine')], ['mine', {name: 'mine', issuer, clientId: 'cli', scopes}])
  })

  it('finds a pool and its clients through AWS credentials', async () => {
    const {status, stderr} = await answering(
      [
        [whom, 'A user pool of my AWS account'],
        ['--user-pool-id', `local  ${poolId}`],
        ['--client-id', `cli  ${clientId}`],
        ['--scope', ''],
        ['--name', 'found'],
      ],
      ...['--endpoint', stack.url],
    )
    assert.equal(status, 0, stderr)
    const {userPoolId, clientId: client, endpoint} = (await readProfiles(world)).profiles.get('found') ?? {}
    assert.deepEqual([userPoolId, client, endpoint], [poolId, clientId, stack.url])
  })

  describe('with an outputs file', () => {
    const [pool, client, other] = ['eu-west-1_AbCdEf123', '1example23456789abcdefghij', '9example23456789abcdefghij']
    beforeEach(() => {
      const outputs = {UserPool: pool, WebClientId: client, MachineClientId: other}
      writeFileSync(join(world.cwd, 'outputs.json'), JSON.stringify(outputs))
    })

    it('asks for the file, which client, and the name', async () => {
      const {status, stderr} = await answering([
        [whom, 'What was deployed'],
        ['--outputs FILE', 'outputs.json'],
        ['--client-id ID', `MachineClientId  ${other}`],
        ['--name', 'dev'],
      ])
      assert.equal(status, 0, stderr)
      const {current, profiles} = await readProfiles(world)
      const {userPoolId, clientId: chosen} = profiles.get('dev') ?? {}
      assert.deepEqual([current, userPoolId, chosen], ['dev', pool, other])
    })
    it('asks a script nothing that its flags answer, and names what they leave out', async () => {
      const said = ['--outputs', 'outputs.json', '--user-pool-id', pool, '--name', 'dev']
      const open = await scripted(...said)
      assert.deepEqual([open.status, open.json().error.hints], [2, ['pass --client-id ID']])
      nothingWritten()
      const {status, json} = await scripted(...said, '--client-id', client)
      assert.deepEqual([status, json().name, json().current, json().clientId], [0, 'dev', true, client])
    })
  })

  it('stops where a place has no pools, and where there are no credentials', async () => {
    const choice: ScriptedAnswer = [whom, 'A user pool of my AWS account']
    const empty = await testStack()
    empty.state.pools.clear()
    const {status, stderr} = await answering([choice], '--endpoint', empty.url)
    await empty.stop()
    assert.deepEqual([status, stderr], [5, `Error: There is no user pool in ${empty.url}.\n`])

    const none = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      AWS_CONFIG_FILE: '/nowhere',
    }
    const before = {...process.env}
    Object.assign(process.env, none)
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) delete process.env[name]
    const stranger = await answering([choice, ['--region', 'eu-west-1']])
    for (const name of Object.keys(none)) delete process.env[name]
    Object.assign(process.env, before)
    assert.equal(stranger.status, 3, stranger.stderr)
    nothingWritten()
  })

  it('lets a person answer again', async () => {
    const {status, stderr} = await answering([
      anIssuer,
      ['--issuer', 'http://example.com'],
      ['--issuer', 'http://127.0.0.1:9'],
      ['--issuer', `${stack.url}/standard`],
      ['--client-id', ''],
      ['--client-id', 'cli'],
      ['--scope', 'openid notes/read'],
      ['--name', '../x'],
      ['--name', ''],
    ])
    assert.equal(status, 0, stderr)
    assert.match(
      stderr,
      /--issuer must begin with https[\s\S]*127\.0\.0\.1:9[\s\S]*nothing was given[\s\S]*name must start/,
    )
    assert.deepEqual((await readProfiles(world)).profiles.get('127.0.0.1')?.scopes, ['openid', 'notes/read'])
  })

  it('asks a script nothing that its flags answer', async () => {
    const {status, json} = await scripted(
      ...['--user-pool-id', poolId, '--endpoint', stack.url, '--client-id', clientId, '--name', 'pool'],
    )
    const expected = {name: 'pool', current: true, userPoolId: poolId, endpoint: stack.url, clientId}
    assert.deepEqual([status, json()], [0, expected])
  })

  const missing: [string[], RegExp][] = [
    [[], /Pass --local, --issuer URL, --user-pool-id ID or --outputs FILE/],
    [['--issuer', 'STANDARD'], /Pass --client-id/],
    [['--issuer', 'STANDARD', '--client-id', 'x'], /Pass --name/],
  ]
  for (const [argv, sentence] of missing)
    it(`names the flag a script left out of: init ${argv.join(' ')}`, async () => {
      const {status, json} = await scripted(...argv.map(word => word.replace('STANDARD', `${stack.url}/standard`)))
      assert.deepEqual([status, json().error.code], [2, 'input_required'])
      assert.match(json().error.message, sentence)
      nothingWritten()
    })

  const all: ScriptedAnswer[] = [
    anIssuer,
    ['--issuer', 'STANDARD'],
    ['--client-id', 'x'],
    ['--scope', ''],
    ['--name', 'x'],
  ]
  for (const [at, [flag]] of all.entries())
    it(`writes nothing when the person gives up at ${flag}`, async () => {
      const given = all
        .slice(0, at)
        .map(([asked, answer]): ScriptedAnswer => [asked, answer === 'STANDARD' ? `${stack.url}/standard` : answer])
      const {status} = await answering([...given, [flag, new Failure('cancelled', 'Cancelled.')]])
      assert.equal(status, 130)
      nothingWritten()
    })

  it('stops at an issuer that a flag names and that is not there', async () => {
    const {status, json} = await scripted('--issuer', 'http://127.0.0.1:9', '--client-id', 'x', '--name', 'x')
    assert.deepEqual([status, json().error.code], [7, 'unreachable'])
    nothingWritten()
  })

  it('stops with conflict at a name that is taken, before meeting anybody', async () => {
    await authctl(world, 'profile', 'create', 'mine', '--issuer', 'https://id.example.com')
    const {status, json} = await scripted('--issuer', 'http://127.0.0.1:9', '--client-id', 'x', '--name', 'mine')
    assert.deepEqual([status, json().error.code], [10, 'conflict'])
  })

  it('refuses two places at once', async () => {
    const {json} = await scripted('--local', '--issuer', 'https://id.example.com')
    assert.equal(json().error.code, 'usage')
  })

  describe('--local', () => {
    beforeEach(async () => remember(world, describeStack(stack, {demo: true})))

    it('points the profile local at the stack that runs, and uses it', async () => {
      const {status, json} = await scripted('--local')
      assert.deepEqual([status, json().name, json().current, json().endpoint], [0, 'local', true, stack.url])
    })
    it('gives it the name one asks for', async () => {
      const {status, json} = await scripted('--local', '--name', 'bench')
      assert.deepEqual([status, json().name, json().current, json().endpoint], [0, 'bench', true, stack.url])
      assert.deepEqual([...(await readProfiles(world)).profiles.keys()], ['bench'])
    })
    for (const foreign of [{issuer: 'https://id.example.com'}, {userPoolId: 'eu-west-1_Ours1'}])
      it(`stops with conflict at a profile of that name which leads to ${Object.values(foreign)}`, async () => {
        const own = {name: 'local', ...foreign}
        await writeProfiles(world, {profiles: new Map([['local', own]])})
        const {status, json} = await scripted('--local')
        assert.deepEqual([status, json().error.code], [10, 'conflict'])
        assert.deepEqual(json().error.hints, ['pass --name NAME', 'authctl profile show local'])
        assert.deepEqual(await readProfiles(world), {profiles: new Map([['local', own]])})
      })
  })

  it('says how to start a local stack where none runs', async () => {
    const {status, json} = await scripted('--local')
    assert.deepEqual([status, json().error.code], [5, 'not_found'])
    assert.deepEqual(json().error.hints, ['authctl emulator start --detach'])
    nothingWritten()
  })
})
