import assert from 'node:assert/strict'
import {readdirSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl graphql with a schema that is kept', () => {
  let stack: Emulator
  let who: People
  let world: TestWorld
  let sent: number
  before(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  after(() => stack.stop())
  beforeEach(async () => {
    world = testWorld()
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'ada')
    assert.equal((await authctl(world, 'graphql', 'schema')).status, 0)
    sent = 0
    const {fetch} = world
    world = Object.create(world, {
      fetch: {
        value: (...words: Parameters<typeof fetch>) => {
          sent += 1
          return fetch(...words)
        },
      },
    })
  })
  afterEach(() => world.dispose())
  const folder = () => join(world.folders.cache, 'schemas')

  it('points at what the API would not understand, and sends nothing', async () => {
    const query = '{\n\tnote(id: "welcome") { titel }\n}'
    const {status, stderr} = await authctl(world, 'graphql', query)
    assert.deepEqual([status, sent], [2, 0])
    assert.match(stderr, /Cannot query field "titel" on type "Note"\. Did you mean "title"/)
    const [place, line = '', caret = ''] = stderr.split('\n').slice(1)
    assert.match(place ?? '', /line 2, column 24:/)
    assert.equal(line[caret.indexOf('^')], 't')
    assert.equal(line.slice(caret.indexOf('^')), 'titel }')
    assert.match(stderr, /→ authctl graphql schema[\s\S]*→ --no-validate/)
  })
  it('points at what is no GraphQL, in a long line too', async () => {
    const {status, stderr} = await authctl(world, 'graphql', `{ ${'notes { id } '.repeat(50)} ( }`)
    assert.deepEqual([status, sent], [2, 0])
    const [, line = '', caret = ''] = stderr.split('\n').slice(1)
    assert.equal(line[caret.indexOf('^')], '(')
    assert.ok(line.length < 120)
  })
  it('does so for subscriptions', async () => {
    const {status, stderr} = await authctl(world, 'graphql', 'subscribe', 'subscription { onNothing { id } }')
    assert.deepEqual([status, sent], [2, 0])
    assert.match(stderr, /Cannot query field "onNothing"/)
  })
  it('lets through what fits, and everything with --no-validate', async () => {
    assert.equal((await authctl(world, 'graphql', '{ note(id: "welcome") { title } }')).status, 0)
    assert.equal(sent, 1)
    const {status, json} = await authctl(world, 'graphql', '{ titel }', '--no-validate')
    assert.deepEqual([status, sent], [2, 2])
    assert.match(json().errors[0].message, /titel/)
  })
  it('keeps it to its owner, and does without one that cannot be read', async () => {
    const [file = '', ...others] = readdirSync(folder())
    assert.equal(others.length, 0)
    if (process.platform !== 'win32') assert.equal(statSync(join(folder(), file)).mode & 0o077, 0)
    for (const text of [
      '',
      '{"version": 1',
      '{"version": 1, "url": "https://elsewhere", "at": "x", "sdl": "type Query"}',
    ]) {
      writeFileSync(join(folder(), file), text)
      const {status, json} = await authctl(world, 'graphql', '{ titel }')
      assert.equal(status, 2)
      assert.match(json().errors[0].message, /titel/, 'the server says so')
    }
  })
  it('asks another API without it', async () => {
    const {status, json} = await authctl(world, 'graphql', '{ titel }', '--url', `${stack.url}/graphql?other`)
    assert.equal(status, 2)
    assert.match(json().errors[0].message, /titel/)
  })
})
