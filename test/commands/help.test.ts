import assert from 'node:assert/strict'
import {showHelp} from '../../src/lib/cli/help.ts'
import {openConfig} from '../../src/lib/cli/program.ts'
import {program} from '../../src/main.ts'
import {manifest} from '../support/every-command.ts'
import {inOwnProcess} from '../support/own-process.ts'
import {authctl, testWorld} from '../support/world.ts'

describe('authctl', () => {
  it('prints help on stdout', async () => {
    const {status, stdout, stderr} = await authctl(testWorld(), '--help')
    assert.equal(status, 0)
    assert.match(stdout, /USAGE/)
    assert.equal(stderr, '')
  })
  it('says its version', async () => {
    assert.match((await authctl(testWorld(), '--version')).stdout, /^authctl \d+\.\d+\.\d+\n$/)
  })
  it('answers an unknown command with one sentence and status 2', async () => {
    const {status, stdout, stderr} = await authctl(testWorld(), 'tokn')
    assert.deepEqual({status, stdout}, {status: 2, stdout: ''})
    assert.match(stderr, /There is no command “tokn”/)
  })
  it('answers an unknown command in JSON when asked to', async () => {
    const {status, json} = await authctl(testWorld(), 'tokn', '--json')
    assert.equal(status, 2)
    assert.equal(json().error.code, 'usage')
  })
  it('explains a topic and a command', async () => {
    assert.match((await authctl(testWorld(), 'help', 'user')).stdout, /user create/)
    assert.match((await authctl(testWorld(), 'help', 'user', 'create')).stdout, /--if-not-exists/)
    assert.match((await authctl(testWorld(), 'user', 'create', '--help')).stdout, /--if-not-exists/)
  })
  it('explains a topic within a topic, whatever was explained before', async () => {
    const config = await openConfig(program())
    let said = ''
    const terminal = {outColor: false, columns: undefined, out: (text: string) => (said = text)}
    for (const id of ['client', 'client:secret']) await showHelp(config, {id}, {terminal})
    assert.match(said, /client secret rotate {2}Replace/)
  })
  it('lists the exit statuses', async () => {
    const {json} = await authctl(testWorld(), 'help', 'exit-codes', '--json')
    assert.equal(json().codes.token_rejected.exit, 6)
  })
  it('knows no help on what is not there', async () => {
    assert.equal((await authctl(testWorld(), 'help', 'nope')).status, 2)
  })
  it('tells no secret of the environment as a default', async () => {
    const names = [
      'CLIENT_SECRET',
      'PASSWORD',
      'PASSPHRASE',
      'NEW_PASSWORD',
      'API_KEY',
      'LAMBDA_TOKEN',
      'TOKEN',
      'CODE',
    ]
    const env = Object.fromEntries(names.map(name => [`AUTHCTL_${name}`, `canary-${name}`]))
    for (const line of ['login', 'rest', 'user password']) {
      const {status, stdout, stderr} = await inOwnProcess(env, [...line.split(' '), '--help'])
      assert.equal(status, 0, stderr)
      assert.ok(stdout.length > 500 && !`${stdout}${stderr}`.includes('canary'), line)
    }
  })
  it('groups in a usage line only what excludes each other', async () => {
    const usage = async (...words: string[]) =>
      (await authctl(testWorld(), ...words, '--help')).stdout.replace(/\s+/g, ' ')
    const status = await usage('status')
    assert.match(status, /\[--all\] \[-p NAME\]/)
    assert.match(status, /\[--as IDENTITY\]/)
    assert.match(await usage('logout'), /\[--all\] \[--local\] \[--global\] \[--browser\]/)
    const graphql = await usage('graphql')
    assert.match(graphql, /\[--curl \| --dry-run\]/)
    assert.match(graphql, /\[--paginate \| --repeat N\] \[--slurp\]/)
  })
  it('names what goes behind every flag that takes a value, and no default that is nothing', () => {
    for (const [id, {flags}] of Object.entries(manifest))
      for (const flag of Object.values(flags) as Record<string, any>[]) {
        if (flag.type !== 'option') continue
        assert.ok(flag.helpValue || flag.options, `${id} --${flag.name}`)
        assert.ok(flag.default === undefined || String(flag.default) !== '', `${id} --${flag.name}`)
      }
  })
  it('writes a paragraph of a description as one line', () => {
    for (const [id, {description = ''}] of Object.entries(manifest))
      if (id !== 'completion') for (const line of description.split('\n')) assert.match(line, /^$|[.:)]$/, id)
  })
  it('does not echo what looks like a secret', async () => {
    const {status, stderr} = await authctl(testWorld(), 'profile', 'list', '--client-secret', 'hunter2')
    assert.equal(status, 2)
    assert.doesNotMatch(stderr, /hunter2/)
  })
})
