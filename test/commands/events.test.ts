import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {serve} from '../support/json-server.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, type Ran, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl events', () => {
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
    await demoProfile(world, stack, who, {kind: 'events', url: `${stack.url}/event`})
    await signIn(world, stack, who, 'ada')
  })
  afterEach(() => world.dispose())

  const publish = (...words: string[]) => authctl(world, 'events', 'publish', ...words)
  const listening = (words: string[], then: () => unknown, env = {}): Promise<Ran> => {
    const terminal = {
      ...silentTerminal(),
      err: (text: string) => {
        if (/^Listening/.test(text)) then()
      },
    }
    const changes = {terminal: {value: terminal}, env: {value: env}}
    return authctl(Object.create(world, changes), 'events', 'subscribe', ...words)
  }

  it('publishes in order, more than five at a time, and whoever listens hears it', async () => {
    const events = Array.from({length: 7}, (_, nth) => JSON.stringify({nth}))
    let published: Promise<Ran> | undefined
    const heard = await listening(['default/news', '--count', '7'], () => {
      published = publish('default/news', ...events, '--json')
    })
    assert.equal(heard.status, 0)
    assert.equal(heard.stdout, events.map(event => `{"channel":"default/news","event":${event}}\n`).join(''))
    const ran = await published
    assert.deepEqual([ran?.status, ran?.json()], [0, {channel: 'default/news', published: 7, failed: []}])
  })
  it('reads events line by line from a file and a pipe', async () => {
    writeFileSync(join(world.cwd, 'events.ndjson'), '{"a":1}\n\n"two"\n')
    assert.equal((await publish('default/a', '@events.ndjson')).stdout, '2 events published to default/a.\n')
    const piped = Object.create(world, {terminal: {value: silentTerminal('1\n2\n3\n')}})
    assert.equal((await authctl(piped, 'events', 'publish', 'default/a')).stdout, '3 events published to default/a.\n')
  })
  it('hears all below a channel by /*', async () => {
    const heard = await listening(['default/rooms/*', '--count', '1'], async () => {
      await publish('default/other', '1')
      await publish('default/rooms/7', '2')
    })
    assert.equal(heard.stdout, '{"channel":"default/rooms/*","event":2}\n')
  })
  for (const [auth, env] of [
    ['apiKey', {AUTHCTL_API_KEY: localApiKey}],
    ['iam', {}],
    ['lambda', {AUTHCTL_LAMBDA_TOKEN: 'lambda-allow'}],
  ] as const)
    it(`knows who calls by ${auth}`, async () => {
      const there = ['--url', stack.url, '--auth', auth]
      const heard = await listening(
        ['default/x', '--count', '1', ...there],
        () => authctl(Object.create(world, {env: {value: env}}), 'events', 'publish', 'default/x', '"hi"', ...there),
        env,
      )
      assert.deepEqual([heard.status, heard.stdout], [0, '{"channel":"default/x","event":"hi"}\n'])
    })
  it('says who may not', async () => {
    const closed = await publish('announcements/all', '1')
    assert.equal(closed.status, 4)
    assert.equal((await publish('announcements/all', '1', '--auth', 'iam')).status, 0)
    const key = {AUTHCTL_API_KEY: localApiKey}
    const deaf = await listening(['announcements/all', '--auth', 'apiKey', '--url', stack.url], () => {}, key)
    assert.equal(deaf.status, 4)
    await signIn(world, stack, who, 'ada', {accessToken: await who.forged({sub: 'x', exp: 1})})
    const ended = await publish('default/x', '1')
    assert.equal(ended.status, 4)
    assert.match(ended.stderr, /token ended at 1970/)
  })
  it('says what is no channel and no event', async () => {
    for (const [words, why] of [
      [['default/a b', '1'], /Invalid channel format/],
      [['default/*', '1'], /Invalid channel format/],
      [['nowhere/a', '1'], /namespace nowhere does not exist/],
      [['default/a', '{"a":'], /Event 1 is not JSON/],
      [['default/a', '1', 'hello'], /Event 2 is not JSON/],
      [['default/a', '@nothing'], /does not exist/],
    ] as const) {
      const {status, stderr} = await publish(...words)
      assert.equal(status, 2)
      assert.match(stderr, why)
    }
    assert.equal((await listening(['nowhere/a'], () => {})).status, 2)
  })
  it('tells which events a server did not take', async () => {
    const server = await serve((_, res) =>
      res
        .writeHead(200, {'content-type': 'application/json'})
        .end(
          '{"successful":[{"identifier":"a","index":0}],"failed":[{"identifier":"b","index":1,"code":400,"message":"no"}]}',
        ),
    )
    const {status, stdout} = await publish('default/a', '1', '2', '--url', server.origin, '--auth', 'none')
    assert.deepEqual([status, stdout], [8, '1 event published to default/a.\nEvent 2 was not taken: no\n'])
    server.stop()
    const html = await serve((_, res) => res.writeHead(200, {'content-type': 'text/html'}).end('<html>'))
    assert.equal((await publish('default/a', '1', '--url', html.origin, '--auth', 'none')).status, 7)
    html.stop()
  })
})
