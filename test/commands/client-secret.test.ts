import assert from 'node:assert/strict'
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {ListUserPoolClientSecretsCommand} from '@aws-sdk/client-cognito-identity-provider'
import {poolWorld} from '../support/directory.ts'
import {type Recorder, recorder} from '../support/recorder.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, type TestWorld} from '../support/world.ts'

let stack: TestStack
let between: Recorder
let world: TestWorld

function eachOnItsOwn(): void {
  beforeEach(async () => {
    stack = await testStack()
    between = await recorder(stack.url)
    world = poolWorld(between, {env: {AUTHCTL_ISSUER: `${stack.url}/${poolId}`}})
  })
  afterEach(async () => {
    world.dispose()
    await between.stop()
    await stack.stop()
  })
}

const secret = (...words: string[]) => authctl(world, 'client', 'secret', ...words)
const old = 'localmachine_secret_for_this_machine_only'
const file = () => join(world.cwd, 'machine.secret')

async function ids(ClientId = 'localmachine'): Promise<(string | undefined)[]> {
  const asked = new ListUserPoolClientSecretsCommand({UserPoolId: poolId, ClientId})
  return ((await stack.cognito.send(asked)).ClientSecrets ?? []).map(({ClientSecretId}) => ClientSecretId)
}

/** Whether the token endpoint gives a token for it. */
async function works(value: string): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`localmachine:${value}`).toString('base64')}`
  const described = await fetch(`${stack.url}/${poolId}/.well-known/openid-configuration`)
  const {token_endpoint} = (await described.json()) as {token_endpoint: string}
  const body = new URLSearchParams({grant_type: 'client_credentials'})
  return (await fetch(token_endpoint, {method: 'POST', headers: {authorization}, body})).status === 200
}

describe('authctl client secret list, add, remove', () => {
  eachOnItsOwn()

  it('lists which there are, never their values', async () => {
    const {stdout} = await secret('list', 'machine', '--json')
    assert.deepEqual(
      JSON.parse(stdout).secrets.map(({id}: any) => id),
      await ids(),
    )
    assert.ok(!stdout.includes(old))
    assert.equal((await secret('list', 'cli')).stdout, 'No secrets: the client is public.\n')
  })
  it('adds one into a file that only its owner can read, and shows it only when asked to', async () => {
    const {stdout} = await secret('add', 'machine', '--secret-file', 'machine.secret')
    const value = readFileSync(file(), 'utf8').trim()
    assert.ok(!stdout.includes(value))
    assert.equal(statSync(file()).mode & 0o777, 0o600)
    assert.ok(await works(value))
    assert.ok(await works(old))
    assert.ok(!existsSync(`${file()}.next`))
  })
  it('adds none whose value would be lost', async () => {
    const {status, json} = await secret('add', 'machine', '--json')
    assert.deepEqual([status, json().error.code], [2, 'input_required'])
    assert.deepEqual(between.writes(), [])
  })
  it('removes one, but not the last', async () => {
    const added = (await secret('add', 'machine', '--reveal-secrets', '--json')).json()
    assert.ok(await works(added.value))
    assert.equal((await secret('remove', added.id)).status, 2)
    const removed = await secret('remove', added.id, '--yes', '--json')
    assert.deepEqual(removed.json(), {clientId: 'localmachine', id: added.id, deleted: true})
    assert.ok(!(await works(added.value)))
    assert.equal((await secret('remove', String((await ids())[0]), '--yes')).status, 2)
  })
  it('refuses a third, and any for a public client', async () => {
    await secret('add', 'machine', '--reveal-secrets')
    assert.equal((await secret('add', 'machine', '--reveal-secrets')).status, 4)
    assert.equal((await secret('add', 'cli', '--reveal-secrets')).status, 2)
  })
})

describe('authctl client secret rotate', () => {
  eachOnItsOwn()

  const rotate = (...words: string[]) => secret('rotate', 'machine', '--secret-file', 'machine.secret', ...words)

  it('adds, proves by a token request, keeps and then removes the old', async () => {
    const [first] = await ids()
    const {status, stdout} = await rotate('--yes', '--json')
    assert.equal(status, 0)
    const {clientId, proven, removed, added} = JSON.parse(stdout)
    assert.deepEqual([clientId, proven, removed.id], ['localmachine', true, first])
    assert.deepEqual(await ids(), [added.id])
    const value = readFileSync(file(), 'utf8').trim()
    assert.ok(!stdout.includes(value))
    assert.deepEqual([await works(value), await works(old)], [true, false])
  })
  it('proves the secret of a client that signs people in, too', async () => {
    const {json} = await secret('rotate', 'web', '--reveal-secrets', '--yes', '--json')
    assert.equal(json().proven, true)
    assert.equal((await ids('localweb')).length, 1)
  })
  it('leaves the old one where a person declines or a script says so', async () => {
    const ask = scriptedAsk(['--yes', false])
    const env = {AUTHCTL_ISSUER: `${stack.url}/${poolId}`}
    const person = poolWorld(between, {ask, env})
    const {status, stdout} = await authctl(person, 'client', 'secret', 'rotate', 'machine', '--reveal-secrets')
    person.dispose()
    assert.equal(status, 0)
    assert.match(stdout, /The old secret still works\./)
    assert.equal((await ids()).length, 2)
  })
  it('does nothing where nobody could answer the last question', async () => {
    assert.equal((await rotate()).status, 2)
    assert.deepEqual(between.writes(), [])
  })
  it('goes on where it was cut off: after the secret was added', async () => {
    const {status} = await rotate('--keep-old')
    assert.equal(status, 0)
    // As if killed before the proof: the value still waits beside its file.
    writeFileSync(`${file()}.next`, readFileSync(file()))
    writeFileSync(file(), `${old}\n`)
    const [first, second] = await ids()
    const {json} = await rotate('--yes', '--json')
    assert.deepEqual([json().added.id, json().removed.id], [second, first])
    assert.ok(await works(readFileSync(file(), 'utf8').trim()))
  })
  it('goes on where it was cut off: before the secret was added', async () => {
    stack.faults.next('AddUserPoolClientSecret', {kind: 'throttle'}, 20)
    assert.equal((await rotate('--yes')).status, 7)
    const noted = readFileSync(`${file()}.next`, 'utf8')
    stack.faults.clear()
    assert.equal((await rotate('--yes')).status, 0)
    assert.equal(readFileSync(file(), 'utf8'), noted)
    assert.equal((await ids()).length, 1)
  })
  it('keeps the old one and says so when the new one is refused', async () => {
    between.incoming.set('AddUserPoolClientSecret', ({ClientSecret: _, ...input}) => input)
    const {status, json} = await rotate('--yes', '--json')
    assert.deepEqual([status, json().error.code], [8, 'partly_done'])
    assert.ok(await works(old))
  })
  it('keeps the secret of the profile’s own client in the profile’s store, where signing in finds it', async () => {
    const own = poolWorld(stack, {terminal: {...world.terminal, readInput: async () => `${old}\n`}})
    const issuer = `${stack.url}/${poolId}`
    const fields = ['--issuer', issuer, '--client-id', 'localmachine', '--client-auth', 'basic', '--store', 'plaintext']
    const made = await authctl(own, 'profile', 'create', 'work', ...fields, '--client-secret-stdin', '--use')
    assert.equal(made.status, 0, made.stderr)
    const rotated = await authctl(own, 'client', 'secret', 'rotate', '--profile', 'work', '--yes', '--json')
    assert.deepEqual([rotated.status, rotated.json().proven], [0, true], rotated.stderr)
    assert.ok(!(await works(old)))
    const login = await authctl(own, 'login', '--profile', 'work', '--flow', 'client-credentials', '--json')
    own.dispose()
    assert.equal(login.status, 0, login.stdout)
  })
  it('stops before a third secret, naming the two', async () => {
    await secret('add', 'machine', '--reveal-secrets')
    const {status, json} = await rotate('--yes', '--json')
    assert.deepEqual([status, json().error.hints.length], [10, 2])
  })
  it('rehearses', async () => {
    const {json} = await rotate('--dry-run', '--json')
    assert.deepEqual(
      json().calls.map(({operation, input}: any) => [operation, input.ClientSecret]),
      [
        ['AddUserPoolClientSecret', '•••'],
        ['DeleteUserPoolClientSecret', undefined],
      ],
    )
    assert.deepEqual(between.writes(), [])
    assert.ok(!existsSync(file()))
  })
})
