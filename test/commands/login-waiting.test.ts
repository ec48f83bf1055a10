import assert from 'node:assert/strict'
import {readdirSync} from 'node:fs'
import {Agent, request} from 'node:http'
import {connect, type Socket} from 'node:net'
import {type Running, startOwnProcess} from '../support/own-process.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {visitor} from '../support/visitor.ts'
import {type TestWorld, testWorld} from '../support/world.ts'

describe('authctl login, waiting for the browser in a process of its own', function () {
  this.timeout(60_000)
  let provider: PlainProvider
  let world: TestWorld
  before(async () => {
    provider = await plainProvider()
  })
  after(() => provider.stop())
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  interface Waiting extends Running {
    readonly url: URL
    /** Where it waits. */
    readonly callback: URL
  }

  async function waiting(identity = 'default'): Promise<Waiting> {
    const env = {
      AUTHCTL_CONFIG_DIR: world.folders.config,
      AUTHCTL_DATA_DIR: world.folders.data,
      AUTHCTL_CACHE_DIR: world.folders.cache,
    }
    const at = ['--issuer', provider.issuer, '--client-id', 'cli', '--as', identity]
    const running = startOwnProcess(env, ['login', ...at, '--store=plaintext', '--no-browser', '--json'])
    const url = new URL(await running.told(/http:\S+\/auth\?\S+/))
    return {...running, url, callback: new URL(url.searchParams.get('redirect_uri') ?? '')}
  }

  const connected = (port: string) =>
    new Promise<Socket | undefined>(resolve => {
      const socket = connect(Number(port), '127.0.0.1', () => resolve(socket))
      socket.on('error', () => resolve(undefined))
    })
  /** Milliseconds until it had ended. */
  const endOf = async ({ended}: Running) => {
    const from = performance.now()
    const {status, stdout} = await ended
    return {status, stdout, ms: performance.now() - from}
  }

  it('signs in past visitors who never finish and connections kept open, and then ends', async () => {
    const login = await waiting()
    const {port} = login.callback
    const agent = new Agent({keepAlive: true})
    const loris = await Promise.all(Array.from({length: 20}, () => connected(port)))
    const drip = setInterval(() => {
      for (const [at, socket] of loris.entries()) socket?.write(at % 2 ? 'x' : 'GET /callback?code=x')
    }, 50)
    const kept = Array.from(
      {length: 5},
      () =>
        new Promise((resolve, reject) =>
          request({host: '127.0.0.1', port, path: '/favicon.ico', agent, headers: {connection: 'keep-alive'}})
            .once('response', response => resolve(response.resume().statusCode))
            .once('error', reject)
            .end(),
        ),
    )
    try {
      assert.deepEqual(await Promise.all(kept), [404, 404, 404, 404, 404])
      assert.equal((await visitor().open(login.url)).status, 200)
      const {status, stdout, ms} = await endOf(login)
      assert.equal(status, 0)
      assert.equal(JSON.parse(stdout).subject, 'ada')
      assert.ok(ms < 5000, `it took ${ms} ms to end`)
    } finally {
      clearInterval(drip)
      agent.destroy()
      for (const socket of loris) socket?.destroy()
    }
  })

  for (const [signal, exit] of [
    ['SIGINT', 130],
    ['SIGTERM', 130],
  ] as const)
    it(`ends within a second of ${signal}; the port is closed, and nothing is kept`, async () => {
      let ms = Number.POSITIVE_INFINITY
      // A busy machine may be late to run it; none is late three times.
      for (let left = 3; left > 0 && ms > 1000; left--) {
        const login = await waiting()
        const idle = await connected(login.callback.port)
        assert.ok(idle, 'it listens')
        login.send(signal)
        const end = await endOf(login)
        idle.destroy()
        ms = end.ms
        assert.equal(end.status, exit)
        assert.equal(JSON.parse(end.stdout).error.code, 'cancelled')
        assert.equal(await connected(login.callback.port), undefined, 'the port is closed')
        const left = readdirSync(world.folders.data, {recursive: true}).map(String)
        // The journal keeps attempts too.
        assert.deepEqual(
          left.filter(name => !name.startsWith('audit')),
          ['sessions'],
          'no file is there',
        )
      }
      assert.ok(ms <= 1000, `${ms} ms`)
    })

  it('lets two finish side by side, each with its own answer', async () => {
    const [ours, theirs] = await Promise.all([waiting('ours'), waiting('theirs')])
    const [our, their] = [ours.url.searchParams, theirs.url.searchParams]
    for (const name of ['state', 'nonce', 'code_challenge', 'redirect_uri'])
      assert.notEqual(our.get(name), their.get(name))
    const before = provider.at('/token').length
    // Theirs first, then both at once.
    await Promise.all([visitor().open(theirs.url), visitor().open(ours.url)])
    for (const [login, identity] of [
      [ours, 'ours'],
      [theirs, 'theirs'],
    ] as const) {
      const {status, stdout} = await login.ended
      assert.equal(status, 0)
      assert.equal(JSON.parse(stdout).identity, identity)
    }
    const exchanged = provider.at('/token').slice(before)
    const pairs = exchanged.map(({body}) => `${body.get('code')} ${body.get('redirect_uri')}`)
    assert.equal(new Set(pairs).size, 2)
    assert.deepEqual(
      exchanged.map(({body}) => body.get('redirect_uri')).sort(),
      [our.get('redirect_uri'), their.get('redirect_uri')].sort(),
    )
  })

  it('takes no answer that was meant for another', async () => {
    const [ours, theirs] = await Promise.all([waiting('ours'), waiting('theirs')])
    const before = provider.at('/token').length
    const stray = new URL(ours.callback)
    stray.search = String(new URLSearchParams({code: 'a-code', state: theirs.url.searchParams.get('state') ?? ''}))
    await fetch(stray).then(answer => answer.text())
    const {status, stdout} = await ours.ended
    assert.equal(status, 4)
    assert.match(JSON.parse(stdout).error.message, /state/)
    assert.equal(provider.at('/token').length, before, 'nobody asked for tokens')
    await visitor().open(theirs.url)
    assert.equal((await theirs.ended).status, 0)
  })
})
