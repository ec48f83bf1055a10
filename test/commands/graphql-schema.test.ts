import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {buildClientSchema, buildSchema, printSchema} from 'graphql'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {serve} from '../support/json-server.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl graphql schema', () => {
  let stack: Emulator
  let who: People
  let world: TestWorld
  before(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  after(() => stack.stop())
  beforeEach(async () => {
    world = testWorld()
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'ada')
  })
  afterEach(() => world.dispose())

  const schema = (...words: string[]) => authctl(world, 'graphql', 'schema', ...words)
  const control = ['--api-id', 'local']
  const there = () => ['--endpoint', stack.url]

  it('prints what the API says of itself, as SDL and as JSON', async () => {
    const {status, stdout} = await schema()
    assert.equal(status, 0)
    assert.match(stdout, /"""All notes, newest first\."""\n {2}notes: \[Note!\]\n/)
    assert.doesNotMatch(stdout, /(?<!directive) @aws_/)
    const {json} = await schema('--json')
    assert.equal(`${printSchema(buildClientSchema(json()))}\n`, stdout)
  })
  it('asks the control plane for the directives too', async () => {
    const {status, stdout} = await schema(...control, ...there())
    assert.equal(status, 0)
    assert.match(
      stdout,
      /auditLog: \[AuditEntry!\] @aws_cognito_user_pools\(cognito_groups: \["admins", "auditors"\]\)/,
    )
    const nobody = testWorld({env: {}})
    assert.equal((await authctl(nobody, 'graphql', 'schema', ...control, ...there())).stdout, stdout)
    nobody.dispose()
  })
  it('tells an unknown API from a closed one', async () => {
    assert.deepEqual((await schema('--api-id', 'other', ...there(), '--json')).json().error.code, 'not_found')
    for (const [status, code] of [
      [403, 'denied'],
      [429, 'throttled'],
      [500, 'unreachable'],
    ] as const) {
      const server = await serve((_, res) => res.writeHead(status).end('{}'))
      const quick = Object.create(world, {clock: {value: {now: Date.now, sleep: async () => {}}}})
      const ran = await authctl(quick, 'graphql', 'schema', ...control, '--endpoint', server.origin, '--json')
      assert.equal(ran.json().error.code, code)
      server.stop()
    }
  })
  it('says that introspection is not for this caller', async () => {
    const bare = testWorld({env: {AUTHCTL_API_KEY: 'da2-unknown'}})
    const {status} = await authctl(bare, 'graphql', 'schema', '--url', `${stack.url}/graphql`, '--auth', 'apiKey')
    assert.equal(status, 4)
    bare.dispose()
    const open = testWorld({env: {AUTHCTL_API_KEY: localApiKey}})
    assert.equal(
      (await authctl(open, 'graphql', 'schema', '--url', `${stack.url}/graphql`, '--auth', 'apiKey')).status,
      0,
    )
    open.dispose()
    const server = await serve((_, res) =>
      res
        .writeHead(200, {'content-type': 'application/json'})
        .end('{"data":null,"errors":[{"message":"Introspection is off","errorType":"ValidationError"}]}'),
    )
    const {stderr, status: silent} = await schema('--url', server.origin, '--auth', 'none')
    assert.equal(silent, 4)
    assert.match(stderr, /introspection is switched off/)
    server.stop()
  })

  describe('--diff', () => {
    const against = async (sdl: string, ...words: string[]) => {
      writeFileSync(join(world.cwd, 'old.graphql'), sdl)
      return schema('--diff', 'old.graphql', ...words)
    }

    it('finds nothing where nothing changed, with and without directives', async () => {
      const plain = await against((await schema()).stdout)
      assert.deepEqual([plain.status, plain.stdout], [0, 'Nothing changed.\n'])
      const guarded = await schema(...control, ...there())
      assert.equal((await against(guarded.stdout, ...control, ...there())).status, 0)
      // Introspection tells no directives: they are not missed.
      assert.equal((await against(guarded.stdout)).status, 0)
    })
    it('finds fields that came, went and changed, and what breaks clients', async () => {
      const {stdout} = await schema()
      const old = stdout
        .replace('type Status {', 'type Status {\n  gone: Int')
        .replace('note(id: ID!): Note', 'note(id: ID): Note!')
        .replace(/"""How this API sees the caller\."""\n {2}whoami: Identity\n/, '')
      buildSchema(old)
      const {status, json} = await against(old, '--json')
      assert.equal(status, 9)
      assert.deepEqual(json(), {
        added: ['Query.whoami'],
        removed: ['Status.gone'],
        changed: [{at: 'Query.note', from: '(id: ID): Note!', to: '(id: ID!): Note'}],
        breaking: [
          'Query.note arg id has changed type from ID to ID!.',
          'Query.note changed type from Note! to Note.',
          'Status.gone was removed.',
        ],
      })
      const text = await against(old)
      assert.match(
        text.stdout,
        /^- Status\.gone\n\+ Query\.whoami\n- Query\.note\(id: ID\): Note!\n\+ Query\.note\(id: ID!\): Note\nBreaks clients: /,
      )
    })
    it('sees a guard that was taken away', async () => {
      const {stdout} = await schema(...control, ...there())
      const old = stdout.replace(
        'auditLog: [AuditEntry!] @aws_cognito_user_pools(cognito_groups: ["admins", "auditors"])',
        'auditLog: [AuditEntry!] @aws_cognito_user_pools',
      )
      const {json} = await against(old, ...control, ...there(), '--json')
      assert.deepEqual(
        json().changed.map(({at}: {at: string}) => at),
        ['Query.auditLog'],
      )
    })
    it('refuses what is no schema, and what is not there', async () => {
      assert.equal((await against('type {')).status, 2)
      assert.equal((await schema('--diff', 'nothing.graphql')).status, 2)
    })
  })

  it('draws no control characters of a description', async () => {
    const evil = 'type Query {\n  "\u001b[2J"\n  a: Int\n}'
    const server = await serve((_, res) => res.writeHead(200, {'content-type': 'text/plain'}).end(evil))
    const seat = Object.create(world, {terminal: {value: {...silentTerminal(), outIsTerminal: true, columns: 80}}})
    const {stdout} = await authctl(seat, 'graphql', 'schema', ...control, '--endpoint', server.origin)
    assert.doesNotMatch(stdout, /\u001b/)
    server.stop()
  })
})
