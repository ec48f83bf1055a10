import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {documents, type JsonServer, serve} from '../support/json-server.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl migrate api-key', () => {
  let stack: Emulator
  let who: People
  let world: TestWorld
  before(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  after(() => stack.stop())
  beforeEach(async () => {
    world = testWorld({env: {AUTHCTL_API_KEY: localApiKey}})
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'linus')
    file('open.graphql', 'query Open { status { ok } }')
    file('welcome.graphql', 'query One($id: ID!) { note(id: $id) { title } }')
    file('welcome.json', '{"id": "welcome"}')
  })
  afterEach(() => world.dispose())
  const file = (name: string, text: string) => writeFileSync(join(world.cwd, name), text)
  const migrate = (...words: string[]) => authctl(world, 'migrate', 'api-key', ...words)
  const owned = () => ['--api-id', 'local', '--endpoint', stack.url]

  it('lists keys without showing them, sends operations both ways, and takes no step', async () => {
    const {status, json, stdout} = await migrate('open.graphql', 'welcome.graphql', ...owned(), '--json')
    assert.equal(status, 0)
    const {keys, operations, schema, steps} = json()
    assert.deepEqual(
      keys.map(({key, ended}: {key: string; ended: boolean}) => [key, ended]),
      [[`…${localApiKey.slice(-4)}`, false]],
    )
    assert.match(keys[0].expiresAt, /T\d\d:00:00\.000Z$/, 'rounded down to the hour, as AppSync does')
    assert.deepEqual(
      operations.map(({name, underKey, underUserPool, breaks}: any) => [name, underKey, underUserPool, breaks]),
      [
        ['Open', 'allowed', 'allowed', false],
        ['One', 'denied', 'allowed', false],
      ],
    )
    assert.deepEqual(schema, [], 'whatever keys open here is open to users')
    assert.match(steps[0], /--api-id local .*"userPoolId":"us-east-1_TestPool","awsRegion":"us-east-1"/)
    assert.doesNotMatch(stdout, new RegExp(localApiKey))
  })
  it('ends with 9 where clients would break, and says why', async () => {
    await signIn(world, stack, who, 'linus', {accessToken: await who.forged({iss: who.issuer, exp: 60})})
    const {status, stdout} = await migrate('open.graphql')
    assert.equal(status, 9)
    assert.match(stdout, /Open \(open\.graphql\)\s+allowed\s+denied\s+breaks\s+The access token ended at 1970/)
  })
  it('sends no mutation that is not named', async () => {
    await signIn(world, stack, who, 'ada')
    file(
      'write.graphql',
      'mutation Write { addNote(title: "Moved") { id } } mutation Other { removeNote(id: "welcome") { id } }',
    )
    const sent = async (...words: string[]) =>
      (await migrate('write.graphql', ...words, '--json')).json().operations.map((one: any) => one.underUserPool)
    assert.deepEqual(await sent(), ['not-sent', 'not-sent'])
    assert.deepEqual(await sent('--mutation', 'Write'), ['allowed', 'not-sent'])
  })
  it('reads all pages of keys, the next to end first, and what the schema lacks', async () => {
    const sdl =
      'type Query @aws_api_key { a: Thing b: Thing @aws_api_key @aws_cognito_user_pools c: Int @aws_iam } type Thing { d: Int @aws_api_key }'
    const at = (expires: number) => ({id: `da2-canary${expires}`, expires, deletes: expires + 5_184_000})
    const plane: JsonServer = await serve((request, response) => {
      if (request.url?.includes('/schema')) return void response.writeHead(200).end(sdl)
      documents(() => ({
        '/v1/apis/x/apikeys': {apiKeys: [at(4_000_000_000)], nextToken: 'a b'},
        '/v1/apis/x/apikeys?nextToken=a%20b': {apiKeys: [at(1_000_000_000)]},
      }))(request, response)
    })
    const {status, json, stdout} = await migrate('open.graphql', '--api-id', 'x', '--endpoint', plane.origin, '--json')
    plane.stop()
    assert.equal(status, 0)
    assert.deepEqual(json().keys, [
      {key: '…0000', expiresAt: '2001-09-09T01:46:40.000Z', deletesAt: '2001-11-08T01:46:40.000Z', ended: true},
      {key: '…0000', expiresAt: '2096-10-02T07:06:40.000Z', deletesAt: '2096-12-01T07:06:40.000Z', ended: false},
    ])
    assert.deepEqual(json().schema, [
      {at: 'Query', add: '@aws_cognito_user_pools'},
      {at: 'Thing.d', add: '@aws_cognito_user_pools'},
    ])
    assert.doesNotMatch(stdout, /canary/)
  })
  it('stops at an API that is not there, and at files that hold no operations', async () => {
    assert.equal((await migrate('open.graphql', '--api-id', 'other', '--endpoint', stack.url)).status, 5)
    file('broken.graphql', 'query {')
    file('listed.graphql', '{ status { ok } }')
    file('listed.json', '[]')
    for (const name of ['missing.graphql', 'broken.graphql', 'listed.graphql']) {
      const {status, stdout, stderr} = await migrate(name)
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr, new RegExp(name.replace('.graphql', '')))
    }
  })
})
