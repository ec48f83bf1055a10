import assert from 'node:assert/strict'
import {once} from 'node:events'
import {createServer, type IncomingMessage, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {buildSchema} from 'graphql'
import {makeServer, type ServerOptions} from 'graphql-ws'
import {type WebSocket, WebSocketServer} from 'ws'
import {subscribe} from '../../src/lib/api/realtime/subscribe.ts'
import {transportWs} from '../../src/lib/api/realtime/transport-ws.ts'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {Failure} from '../../src/lib/failure.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, type Ran, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const added = 'subscription { onNoteAdded { title author } }'

describe('authctl graphql subscribe', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  /** Runs it, and calls `then` each time it says that it listens. */
  const subscribing = (words: string[], then: (times: number) => unknown, changes: object = {}): Promise<Ran> => {
    let times = 0
    const terminal = {
      ...silentTerminal(),
      err: (text: string) => {
        if (!/^Listening/.test(text)) return
        times += 1
        then(times)
      },
    }
    return authctl(
      Object.create(world, {terminal: {value: {...terminal, ...changes}}}),
      'graphql',
      'subscribe',
      ...words,
    )
  }

  describe('at AppSync', () => {
    let stack: Emulator
    let who: People
    beforeEach(async () => {
      stack = await startEmulator()
      who = people(stack)
    })
    afterEach(() => stack.stop())
    const add = async (title: string) => {
      const headers = {authorization: await who.access('ada'), 'content-type': 'application/json'}
      const query = `mutation { addNote(title: "${title}") { title author } }`
      await fetch(`${stack.url}/graphql`, {method: 'POST', headers, body: JSON.stringify({query})})
    }

    it('hears what happens, one JSON document per line', async () => {
      await demoProfile(world, stack, who)
      await signIn(world, stack, who, 'ada')
      const {status, stdout} = await subscribing([added, '--count', '2'], async () => {
        await add('One')
        await add('Two')
      })
      assert.equal(status, 0)
      assert.equal(
        stdout,
        '{"data":{"onNoteAdded":{"title":"One","author":"ada"}}}\n{"data":{"onNoteAdded":{"title":"Two","author":"ada"}}}\n',
      )
    })
    for (const [auth, env] of [
      ['iam', {}],
      ['lambda', {AUTHCTL_LAMBDA_TOKEN: 'lambda-allow'}],
    ] as const)
      it(`hears it by ${auth} too`, async () => {
        world = testWorld({env})
        const words = ['--url', `${stack.url}/graphql`, '--auth', auth, '--count', '1', added]
        const {status, stdout} = await subscribing(words, () => add('Signed'))
        assert.deepEqual([status, stdout], [0, '{"data":{"onNoteAdded":{"title":"Signed","author":"ada"}}}\n'])
      })
    it('says that the subscription is not for an API key', async () => {
      world = testWorld({env: {AUTHCTL_API_KEY: localApiKey}})
      const words = ['--url', `${stack.url}/graphql`, '--auth', 'apiKey', '--count', '1', added]
      assert.equal((await subscribing(words, () => {})).status, 4)
      const unknown = testWorld({env: {AUTHCTL_API_KEY: 'da2-unknown'}})
      assert.equal((await authctl(unknown, 'graphql', 'subscribe', ...words)).status, 4)
      unknown.dispose()
    })
    it('says why a stranger is refused', async () => {
      await demoProfile(world, stack, who)
      await signIn(world, stack, who, 'ada', {accessToken: await who.forged({sub: 'x', exp: 1})})
      const {status, stderr} = await subscribing([added], () => {})
      assert.equal(status, 4)
      assert.match(stderr, /token ended at 1970/)
    })
    it('says what is wrong with the subscription', async () => {
      await demoProfile(world, stack, who)
      await signIn(world, stack, who, 'ada')
      const {status, stderr} = await subscribing(['subscription { nothing }'], () => {})
      assert.equal(status, 2)
      assert.match(stderr, /turned away.*nothing/)
    })
    it('ends after a while, with 7 where less came than was wanted', async () => {
      await demoProfile(world, stack, who)
      await signIn(world, stack, who, 'ada')
      assert.equal((await subscribing([added, '--timeout', '1'], () => {})).status, 0)
      const {status, stderr} = await subscribing([added, '--timeout', '1', '--count', '2'], () => add('One'))
      assert.equal(status, 7)
      assert.match(stderr, /1 of 2 events/)
    })
  })

  describe('at a server of the ecosystem', () => {
    const closing: (() => void)[] = []
    afterEach(() => {
      for (const close of closing.splice(0)) close()
    })
    interface Seen {
      readonly sockets: WebSocket[]
      readonly handshakes: IncomingMessage[]
      readonly messages: any[]
      readonly url: string
    }
    const listen = async (server: Server): Promise<string> => {
      closing.push(() => {
        server.closeAllConnections()
        server.close()
      })
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
    }
    const scripted = async (act: (socket: WebSocket, message: any, nth: number) => unknown): Promise<Seen> => {
      const server = createServer((_, res) => res.writeHead(404).end())
      const wss = new WebSocketServer({server, path: '/graphql', handleProtocols: () => 'graphql-transport-ws'})
      const seen = {sockets: [] as WebSocket[], handshakes: [] as IncomingMessage[], messages: [] as any[]}
      wss.on('connection', (socket, request) => {
        seen.sockets.push(socket)
        seen.handshakes.push(request)
        const nth = seen.sockets.length
        socket.on('message', raw => {
          const message = JSON.parse(String(raw))
          seen.messages.push(message)
          act(socket, message, nth)
        })
      })
      closing.push(() => wss.close())
      return {...seen, url: await listen(server)}
    }
    const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message))
    const none = (url: string) => ['subscription { ticks }', '--url', url, '--auth', 'none']

    it('speaks graphql-transport-ws with graphql-ws itself', async () => {
      const schema = buildSchema('type Query { ok: Boolean } type Subscription { ticks(to: Int!): Int }')
      const roots = {
        subscription: {
          async *ticks({to}: {to: number}) {
            for (let ticks = 1; ticks <= to; ticks += 1) yield {ticks}
          },
        },
      }
      const gql = makeServer({schema, roots} as ServerOptions)
      const server = createServer()
      const wss = new WebSocketServer({server, path: '/graphql'})
      wss.on('connection', socket => {
        const closed = gql.opened(
          {
            protocol: socket.protocol,
            send: data =>
              new Promise((resolve, reject) => socket.send(data, error => (error ? reject(error) : resolve()))),
            close: (code, reason) => socket.close(code, reason),
            onMessage: heard => socket.on('message', raw => void heard(String(raw)).catch(() => socket.close(1011))),
          },
          {socket},
        )
        socket.once('close', (code, reason) => closed(code, String(reason)))
      })
      closing.push(() => wss.close())
      const url = await listen(server)
      const words = ['subscription T($to: Int!) { ticks(to: $to) }', '-F', 'to=3', '--url', url, '--auth', 'none']
      const {status, stdout} = await subscribing(words, () => {})
      assert.equal(status, 0)
      assert.equal(stdout, '{"data":{"ticks":1}}\n{"data":{"ticks":2}}\n{"data":{"ticks":3}}\n')
      const wrong = await subscribing(['subscription { nothing }', '--url', url, '--auth', 'none'], () => {})
      assert.equal(wrong.status, 2)
      assert.match(wrong.stderr, /Cannot query field/)
    })
    it('shows its token in the handshake and in connection_init, and never in the address', async () => {
      const stack = await startEmulator()
      closing.push(() => void stack.stop())
      const who = people(stack)
      const seen = await scripted((socket, {type, id}) => {
        if (type === 'connection_init') say(socket, {type: 'connection_ack'})
        if (type === 'subscribe') say(socket, {type: 'complete', id})
      })
      await demoProfile(world, stack, who, {url: seen.url, auth: 'oidc'})
      await signIn(world, stack, who, 'ada')
      assert.equal((await subscribing(['subscription { ticks }'], () => {})).status, 0)
      const [{headers, url} = {} as IncomingMessage] = seen.handshakes
      assert.match(String(headers?.authorization), /^Bearer ey/)
      assert.equal(seen.messages[0].payload.authorization, headers.authorization)
      assert.equal(url, '/graphql')
    })
    it('answers a ping with a pong', async () => {
      const seen = await scripted((socket, {type}) => {
        if (type === 'connection_init') {
          say(socket, {type: 'ping'})
          say(socket, {type: 'connection_ack'})
        }
        if (type === 'subscribe') say(socket, {type: 'ping'})
        if (type === 'pong' && seen.messages.some(one => one.type === 'subscribe'))
          say(socket, {type: 'complete', id: seen.messages.find(one => one.type === 'subscribe').id})
      })
      assert.equal((await subscribing(none(seen.url), () => {})).status, 0)
      assert.equal(seen.messages.filter(({type}) => type === 'pong').length >= 2, true)
    })

    const hangups: [number, number, RegExp][] = [
      [4400, 2, /did not understand/],
      [4401, 4, /no credential/],
      [4403, 4, /no credential/],
      [4406, 2, /does not speak/],
      [4408, 7, /waited too long/],
      [4409, 10, /runs already/],
      [4429, 7, /twice/],
      [1011, 7, /hung up \(1011: oh no\)/],
    ]
    for (const [code, status, why] of hangups)
      it(`says what ${code} means`, async () => {
        const seen = await scripted(socket => socket.close(code, code === 1011 ? 'oh no' : ''))
        const ran = await subscribing(none(seen.url), () => {})
        assert.equal(ran.status, status)
        assert.match(ran.stderr, why)
      })

    it('comes back after a lost line, and goes on', async () => {
      const seen = await scripted((socket, {type, id}, nth) => {
        if (type === 'connection_init') say(socket, {type: 'connection_ack'})
        if (type !== 'subscribe') return
        say(socket, {type: 'next', id, payload: {data: {ticks: nth}}})
        if (nth < 3) socket.terminate()
        else say(socket, {type: 'complete', id})
      })
      world = testWorld({clock: {now: Date.now, sleep: async () => {}}})
      const {status, stdout, stderr} = await subscribing(none(seen.url), () => {})
      assert.equal(status, 0)
      assert.equal(stdout, '{"data":{"ticks":1}}\n{"data":{"ticks":2}}\n{"data":{"ticks":3}}\n')
      assert.match(
        stderr,
        /The connection was lost; another one is opened in .* s\.\nListening again; what happened in between/,
      )
    })
    it('gives up on a server that stays away', async () => {
      const seen = await scripted((socket, {type}) => {
        if (type === 'connection_init') say(socket, {type: 'connection_ack'})
        if (type === 'subscribe') socket.terminate()
      })
      let naps = 0
      const nap = () => {
        naps += 1
      }
      world = testWorld({clock: {now: Date.now, sleep: async () => nap()}})
      const server = seen.sockets
      const running = subscribing(none(seen.url), times => {
        if (times === 1) for (const close of closing.splice(0)) close()
      })
      const {status, stderr} = await running
      assert.equal(status, 7)
      assert.match(stderr, /could not be reached|hung up/)
      assert.ok(naps >= 3 && naps <= 8, String(naps))
      assert.ok(server.length >= 1)
    })
    it('ends politely on Ctrl-C', async () => {
      const seen = await scripted((socket, {type}) => {
        if (type === 'connection_init') say(socket, {type: 'connection_ack'})
      })
      const controller = new AbortController()
      world = testWorld({cancelled: controller.signal})
      const {status} = await subscribing(none(seen.url), () =>
        setTimeout(() => controller.abort(new Failure('cancelled', 'Cancelled.')), 50),
      )
      assert.equal(status, 130)
      const [socket] = seen.sockets
      if (socket && socket.readyState !== socket.CLOSED) await once(socket, 'close')
      assert.deepEqual(
        seen.messages.map(({type}) => type),
        ['connection_init', 'subscribe', 'complete'],
      )
    })
    it('does not run ahead of a reader that is slow', async () => {
      const seen = await scripted((socket, {type, id}) => {
        if (type === 'connection_init') say(socket, {type: 'connection_ack'})
        if (type !== 'subscribe') return
        const payload = {data: {ticks: 'x'.repeat(100_000)}}
        for (let sent = 0; sent < 300; sent += 1) say(socket, {type: 'next', id, payload})
        say(socket, {type: 'complete', id})
      })
      let most = 0
      const out = () => {
        const until = performance.now() + 2
        while (performance.now() < until);
        most = Math.max(most, process.memoryUsage().arrayBuffers)
      }
      const before = process.memoryUsage().arrayBuffers
      assert.equal((await subscribing(none(seen.url), () => {}, {out})).status, 0)
      assert.ok(most - before < 200_000_000, `${most - before}`)
    })
    it('does not wait for ever for an acknowledgement', async () => {
      const seen = await scripted(() => {})
      const target = {url: seen.url, auth: 'none', token: 'access', region: 'us-east-1', service: 'appsync'} as const
      const never = () => assert.fail('nothing was to be heard')
      const listener = {started: never, lost: never, event: never}
      await assert.rejects(
        subscribe(
          world,
          target,
          {query: '{ a }'},
          {identity: 'default'},
          {listener, dialects: [transportWs], patienceMs: 100},
        ),
        (error: Failure) => error.code === 'timed_out' && /said nothing/.test(error.message),
      )
    })
    it('says that there is no websocket where there is none', async () => {
      const url = await listen(createServer((_, res) => res.writeHead(404).end()))
      const {status, stderr} = await subscribing(none(url), () => {})
      assert.equal(status, 2)
      assert.match(stderr, /does not open a websocket at this address \(HTTP 404\)[\s\S]*--protocol appsync/)
      const refusing = await listen(createServer((_, res) => res.writeHead(401).end()))
      assert.equal((await subscribing(none(refusing), () => {})).status, 4)
    })
    it('stops with 7 where nothing listens', async () => {
      assert.equal((await subscribing(none('http://127.0.0.1:9/graphql'), () => {})).status, 7)
    })
    it('ends with 8 where events carried errors', async () => {
      const seen = await scripted((socket, {type, id}) => {
        if (type === 'connection_init') say(socket, {type: 'connection_ack'})
        if (type !== 'subscribe') return
        say(socket, {type: 'next', id, payload: {errors: [{message: 'half'}], data: null}})
        say(socket, {type: 'complete', id})
      })
      const {status, stdout} = await subscribing(none(seen.url), () => {})
      assert.deepEqual([status, stdout], [8, '{"errors":[{"message":"half"}],"data":null}\n'])
    })
  })
})
