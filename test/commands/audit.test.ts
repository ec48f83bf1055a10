import assert from 'node:assert/strict'
import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type RecordedPool, recordedPool} from '../support/directory.ts'
import {clientId, poolId} from '../support/stack.ts'
import {authctl, silentTerminal} from '../support/world.ts'

let here: RecordedPool
let world: RecordedPool['world']

function eachOnItsOwn(): void {
  beforeEach(async () => {
    here = await recordedPool()
    world = here.world
  })
  afterEach(() => here.end())
}

const run = (...words: string[]) => authctl(world, ...words)
const entries = async (...words: string[]): Promise<any[]> =>
  (await run('audit', 'list', ...words, '--json')).json().entries
const journal = () => join(world.folders.data, 'audit', 'journal.jsonl')

describe('authctl audit list', () => {
  eachOnItsOwn()

  it('has every write, what came of it and under which number, newest first', async () => {
    assert.equal((await run('user', 'create', 'rosa', '--email', 'rosa@example.com')).status, 0)
    assert.equal((await run('user', 'delete', 'nobody', '--yes')).status, 5)
    const [failed, made] = await entries()
    assert.match(made.requestId, /^[0-9a-f-]{36}$/)
    assert.match(failed.requestId, /^[0-9a-f-]{36}$/)
    const {at, requestId: _, previous, hash, ...rest} = made
    assert.deepEqual(rest, {
      id: 1,
      operation: 'AdminCreateUser',
      profile: 'direct',
      target: {userPoolId: poolId, username: 'rosa'},
      outcome: 'ok',
    })
    assert.match(at, /^\d{4}-.*Z$/)
    assert.equal(previous, '0'.repeat(64))
    assert.equal(failed.previous, hash)
    assert.deepEqual([failed.operation, failed.outcome], ['AdminDeleteUser', 'not_found'])
    assert.doesNotMatch(readFileSync(journal(), 'utf8'), /rosa@example\.com/)
  })
  it('narrows by outcome, operation, time and number', async () => {
    await run('group', 'create', 'new')
    await run('user', 'delete', 'nobody', '--yes')
    const ids = async (...words: string[]) => (await entries(...words)).map(({id}) => id)
    assert.deepEqual(await ids('--outcome', 'failed'), [2])
    assert.deepEqual(await ids('--outcome', 'not_found'), [2])
    assert.deepEqual(await ids('--operation', 'creategroup'), [1])
    assert.deepEqual(await ids('--limit', '1'), [2])
    assert.deepEqual(await ids('--since', '1h'), [2, 1])
    assert.deepEqual(await ids('--since', '2999-01-01'), [])
    assert.equal((await run('audit', 'list', '--since', 'lately')).status, 2)
  })
  it('has nothing of what writes nothing, nor of a dry run', async () => {
    await run('user', 'list')
    await run('user', 'delete', 'ada', '--yes', '--dry-run')
    assert.deepEqual(await entries(), [])
    assert.equal(existsSync(journal()), false)
    assert.match((await run('audit', 'list')).stdout, /No entries/)
  })
  it('has no secret of a new client', async () => {
    const {stdout} = await run('client', 'create', 'shop', '--secret', '--reveal-secrets', '--json')
    const {clientSecret} = JSON.parse(stdout)
    assert.ok(clientSecret, stdout)
    assert.ok(!readFileSync(journal(), 'utf8').includes(clientSecret))
  })
  it('is empty where the environment keeps no journal', async () => {
    await authctl({...world, env: {...world.env, AUTHCTL_AUDIT: '0'}}, 'group', 'create', 'new')
    assert.deepEqual(await entries(), [])
  })
})

describe('what the journal has of sessions', () => {
  eachOnItsOwn()

  const password = 'Correct-Horse-9'
  const login = (given: string) => {
    const piped = {...world, terminal: silentTerminal(given)}
    return authctl(piped, 'login', '--flow', 'password', '--username', 'ada', '--password-stdin', '--as', 'me')
  }
  const noted = async () => (await entries()).map(({operation, identity, outcome}) => [operation, identity, outcome])

  beforeEach(async () => {
    // The recorder knows the Cognito API alone; a session asks for more.
    world = Object.assign(world, {env: {}})
    const pool = [
      '--endpoint',
      here.stack.url,
      '--user-pool-id',
      poolId,
      '--client-id',
      clientId,
      '--region',
      'us-east-1',
    ]
    await run('profile', 'create', 'pool', ...pool, '--store', 'plaintext')
  })

  it('is a sign-in that was refused, one that was not, and a sign-out; no password, no token', async () => {
    const refused = await login('Wrong-Horse-9')
    assert.equal(refused.status, 4, refused.stderr)
    assert.equal((await login(password)).status, 0)
    const {token} = (await run('token', 'print', '--as', 'me', '--json')).json()
    assert.equal((await run('logout', '--as', 'me')).status, 0)
    assert.equal((await run('logout', '--as', 'me')).status, 0)
    assert.deepEqual(await noted(), [
      ['sign-out', 'me', 'ok'],
      ['sign-in', 'me', 'ok'],
      ['sign-in', 'me', 'denied'],
    ])
    const [, made] = await entries()
    assert.equal(made.profile, 'pool')
    assert.deepEqual([made.target.username, made.target.clientId], ['ada', clientId])
    const text = readFileSync(journal(), 'utf8')
    for (const secret of [password, 'Wrong-Horse-9', token]) assert.ok(!text.includes(secret))
    assert.equal((await run('audit', 'verify')).status, 0)
  })
  it('is a renewal that failed, and none that did not', async () => {
    await login(password)
    assert.equal((await run('token', 'refresh', '--as', 'me')).status, 0)
    assert.equal((await run('user', 'sign-out', 'ada')).status, 0)
    assert.equal((await run('token', 'refresh', '--as', 'me')).status, 3)
    assert.deepEqual(await noted(), [
      ['refresh', 'me', 'session_ended'],
      ['AdminUserGlobalSignOut', undefined, 'ok'],
      ['sign-in', 'me', 'ok'],
    ])
  })
})

describe('authctl audit show', () => {
  eachOnItsOwn()

  it('shows one entry', async () => {
    await run('group', 'create', 'new')
    const [entry] = await entries()
    assert.deepEqual((await run('audit', 'show', '1', '--json')).json(), entry)
    assert.match((await run('audit', 'show', '1')).stdout, /operation\s+CreateGroup/)
  })
  it('stops with not_found for one that is not there', async () => {
    assert.equal((await run('audit', 'show', '7')).status, 5)
  })
})

describe('authctl audit verify', () => {
  eachOnItsOwn()

  it('says that the journal is as it was written', async () => {
    await run('group', 'create', 'new')
    const answer = await run('audit', 'verify', '--json')
    assert.deepEqual([answer.status, answer.json()], [0, {intact: true, entries: 1, problems: [], torn: false}])
  })
  it('ends with status 9 and names the line that was changed', async () => {
    await run('group', 'create', 'new')
    await run('group', 'create', 'newer')
    writeFileSync(journal(), readFileSync(journal(), 'utf8').replace('newer', 'older'))
    const answer = await run('audit', 'verify')
    assert.equal(answer.status, 9)
    assert.match(answer.stdout, /entry 2 was changed \(journal\.jsonl, line 2\)/)
  })
})

describe('a journal that cannot be written to', () => {
  eachOnItsOwn()

  it('is a warning, and the work is done', async () => {
    mkdirSync(world.folders.data, {recursive: true})
    // In the way also of one who may do everything.
    writeFileSync(join(world.folders.data, 'audit'), '')
    const {status, stderr} = await run('group', 'create', 'new', '--json')
    assert.equal(status, 0)
    assert.match(stderr, /Warning: not written to the journal/)
    assert.equal((await run('group', 'show', 'new')).status, 0)
  })
  it('is read all the same', async () => {
    await run('group', 'create', 'new')
    const folder = join(world.folders.data, 'audit')
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o400)
    chmodSync(folder, 0o500)
    try {
      assert.equal((await run('audit', 'verify')).status, 0)
      assert.equal((await entries()).length, 1)
    } finally {
      chmodSync(folder, 0o700)
    }
  })
})
