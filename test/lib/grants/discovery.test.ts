import assert from 'node:assert/strict'
import type {ServerResponse} from 'node:http'
import {type AddressInfo, createServer, type Socket} from 'node:net'
import {gzipSync} from 'node:zlib'
import {boundedFetch} from '../../../src/lib/grants/bounded-fetch.ts'
import {discover, wellKnownUrls} from '../../../src/lib/grants/discovery.ts'
import {type CrookedIssuer, crookedIssuer, json} from '../../support/crooked-issuer.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {toldClock} from '../../support/told-clock.ts'
import {testWorld} from '../../support/world.ts'

const wellKnown = '/.well-known/openid-configuration'

describe('discovery', () => {
  let issuer: CrookedIssuer
  const world = testWorld()
  beforeEach(async () => {
    issuer = await crookedIssuer()
  })
  afterEach(() => issuer.stop())

  it('looks where both standards say', () => {
    assert.deepEqual(wellKnownUrls('https://id.example.com/tenant/'), [
      'https://id.example.com/tenant/.well-known/openid-configuration',
      'https://id.example.com/.well-known/oauth-authorization-server/tenant',
    ])
    assert.deepEqual(wellKnownUrls('https://id.example.com'), [
      'https://id.example.com/.well-known/openid-configuration',
      'https://id.example.com/.well-known/oauth-authorization-server',
    ])
  })

  it('asks once more, and only once, where the connection closed under the question', async () => {
    let closed = 0
    const closing = (times: number) =>
      issuer.on(wellKnown, (_, res) => {
        if (closed++ >= times) return {issuer: issuer.issuer}
        res.destroy()
        return undefined
      })
    closing(1)
    assert.equal((await discover(world, issuer.issuer)).issuer, issuer.issuer)
    closed = 0
    closing(9)
    assert.match(await failsWith('unreachable', discover(world, issuer.issuer)), /closed the connection/)
    assert.equal(closed, 2)
  })

  it('finds an issuer with a path by either', async () => {
    const tenant = `${issuer.issuer}/tenant`
    issuer.on('/.well-known/oauth-authorization-server/tenant', () => ({issuer: tenant}))
    assert.equal((await discover(world, tenant)).issuer, tenant)
    assert.deepEqual(
      issuer.received.map(({path}) => path),
      ['/tenant/.well-known/openid-configuration', '/.well-known/oauth-authorization-server/tenant'],
    )
  })

  for (const change of [
    (url: string) => `${url}/`,
    (url: string) => url.replace('http://', 'HTTP://'),
    (url: string) => `${url}/path`,
    (url: string) => url.replace('127.0.0.1', 'localhost'),
    (url: string) => `${url}9`,
    () => ['https://a.example'],
    () => undefined,
  ])
    it(`refuses an issuer that calls itself ${change('ISSUER')}`, async () => {
      issuer.describe({issuer: change(issuer.issuer)})
      assert.match(await failsWith('unreachable', discover(world, issuer.issuer)), /they must be equal/)
      assert.equal(issuer.received.length, 1, 'no further request')
    })

  for (const bad of [
    'http://issuer.example',
    'ftp://issuer.example',
    'issuer.example',
    'https://u:p@issuer.example',
    'https://issuer.example?x',
    'https://issuer.example#x',
  ])
    it(`does not ask ${bad}`, async () => {
      const silent = testWorld({fetch: () => assert.fail('asked')})
      await failsWith('config_invalid', discover(silent, bad))
    })

  const odd: [string, (res: ServerResponse) => unknown, string?][] = [
    ['HTML', res => res.writeHead(200, {'content-type': 'text/html'}).end('<html></html>')],
    ['JSON called text', res => res.writeHead(200, {'content-type': 'text/plain'}).end('{}')],
    ['half a document', res => res.writeHead(200, {'content-type': 'application/json'}).end('{"issuer": "ht')],
    [
      'a cut document',
      res =>
        res
          .writeHead(200, {'content-type': 'application/json', 'content-length': 500})
          .write('{"iss', () => res.destroy()),
    ],
    ['an array', res => json(res, [])],
    ['null', res => json(res, null)],
    ['nothing', res => res.writeHead(204).end()],
    ['an error', res => json(res, {}, 500)],
    ['a way elsewhere', res => res.writeHead(307, {location: `${issuer.issuer}${wellKnown}2`}).end()],
    ['a reset', res => res.destroy()],
    ['two megabytes', res => json(res, {issuer: 'x'.repeat(2 ** 21)})],
    [
      'a gzip bomb',
      res =>
        res
          .writeHead(200, {'content-type': 'application/json', 'content-encoding': 'gzip'})
          .end(gzipSync(Buffer.alloc(50 * 2 ** 20, 0x20))),
    ],
    [
      'broken gzip',
      res => res.writeHead(200, {'content-type': 'application/json', 'content-encoding': 'gzip'}).end('no gzip'),
    ],
    [
      'a hundred wrappings of gzip',
      res =>
        res
          .writeHead(200, {'content-type': 'application/json', 'content-encoding': Array(100).fill('gzip').join(', ')})
          .end(gzipSync('{}')),
    ],
    ['a long wait', res => json(res, {}, 429, {'retry-after': '3600'}), 'throttled'],
    ['a date far ahead', res => json(res, {}, 503, {'retry-after': 'Fri, 31 Dec 2199 23:59:59 GMT'}), 'throttled'],
  ]
  for (const [what, behaviour, code = 'unreachable'] of odd)
    it(`answers ${what} with one sentence`, async () => {
      issuer.on(wellKnown, (_one, res) => void behaviour(res))
      const message = await failsWith(code, discover(world, issuer.issuer))
      assert.ok(message.length < 300 && !message.includes('\n'))
      assert.ok(issuer.received.length <= 3)
      assert.deepEqual(issuer.at(`${wellKnown}2`), [], 'redirects are not followed')
    })

  it('waits as told, and no more than three times', async () => {
    const slept: number[] = []
    const clock = {now: () => Date.now(), sleep: async (ms: number) => void slept.push(ms)}
    issuer.on(wellKnown, (_one, res) => json(res, {}, 503, {'retry-after': '2'}))
    await failsWith('throttled', discover(testWorld({clock}), issuer.issuer))
    assert.equal(issuer.received.length, 3)
    assert.ok(slept.length === 2 && slept.every(ms => ms >= 2000 && ms <= 3000) && slept[0] !== slept[1])
  })

  it('waits until the date it is told, no longer', async () => {
    const {slept, ...clock} = toldClock()
    const until = new Date(Math.ceil(clock.now() / 1000) * 1000 + 5000).toUTCString()
    issuer.on(wellKnown, (_one, res) =>
      issuer.received.length > 1 ? json(res, {issuer: issuer.issuer}) : json(res, {}, 429, {'retry-after': until}),
    )
    assert.equal((await discover(testWorld({clock}), issuer.issuer)).issuer, issuer.issuer)
    assert.ok(slept.length === 1 && slept[0]! >= 4500 && slept[0]! <= 9000, String(slept))
  })

  for (const [what, scheme, answer] of [
    ['greets nobody', 'https', () => {}],
    ['answers nothing', 'http', () => {}],
    ['answers half a header', 'http', socket => void socket.write('HTTP/1.1 200 OK\r\ncontent-ty')],
    ['never says the rest', 'http', socket => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{')],
  ] satisfies [string, string, (socket: Socket) => void][])
    it(`gives up on a server that ${what}`, async () => {
      const sockets: Socket[] = []
      const server = createServer(socket => {
        sockets.push(socket.on('error', () => {}))
        answer(socket)
      })
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      const url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`
      const from = performance.now()
      await failsWith('timed_out', boundedFetch(world, {patienceMs: 150})(url))
      assert.ok(sockets.length === 1 && performance.now() - from < 3000)
      for (const socket of sockets) socket.destroy()
      server.close()
    })

  it('gives up on an answer that drips', async () => {
    issuer.on(wellKnown, (_one, res) => {
      res.writeHead(200, {'content-type': 'application/json'})
      const drip = setInterval(() => res.write(' '), 20)
      res.once('close', () => clearInterval(drip))
    })
    const fetch = boundedFetch(world, {patienceMs: 150})
    assert.match(await failsWith('timed_out', fetch(`${issuer.issuer}${wellKnown}`)), /did not answer in time/)
  })

  it('names an endpoint that is missing', async () => {
    issuer.describe({authorization_endpoint: undefined})
    const profile = {name: 'crooked', issuer: issuer.issuer, clientId: 'cli'}
    assert.match(await failsWith('unsupported', signingIn(profile).done), /names no authorization_endpoint/)
    issuer.describe({authorization_endpoint: `${issuer.issuer}/authorize`, token_endpoint: undefined})
    assert.match(await failsWith('unsupported', signingIn(profile).done), /names no token_endpoint/)
  })

  for (const endpoint of ['authorization_endpoint', 'token_endpoint'])
    for (const bad of [
      7,
      '',
      '/token',
      'javascript:alert(1)',
      'http://evil.example/token',
      'https://x/y#fragment',
      null,
    ])
      it(`refuses ${JSON.stringify(bad)} as ${endpoint}, and sends nothing there`, async () => {
        issuer.describe({[endpoint]: bad})
        const nobody = () => assert.fail('a browser was started')
        const {done} = signingIn({name: 'crooked', issuer: issuer.issuer, clientId: 'cli'}, {}, nobody)
        assert.match(await failsWith('unreachable', done), new RegExp(`${endpoint} .* cannot be used`))
        assert.equal(issuer.received.length, 1)
      })

  it('keeps the query that an endpoint has', async () => {
    issuer.describe({authorization_endpoint: `${issuer.issuer}/authorize?tenant=a%20b`})
    const {done, told} = signingIn({name: 'crooked', issuer: issuer.issuer, clientId: 'cli'})
    await done
    assert.equal(new URL(told.visits[0]!).searchParams.get('tenant'), 'a b')
  })

  it('does without PKCE in the metadata, and never settles for plain', async () => {
    const profile = {name: 'crooked', issuer: issuer.issuer, clientId: 'cli'}
    await signingIn(profile).done
    issuer.describe({code_challenge_methods_supported: ['plain']})
    assert.match(await failsWith('unsupported', signingIn(profile).done), /without S256/)
  })

  it('says so when a pool has no domain', async () => {
    const pool = `${issuer.issuer}/eu-west-1_Example`
    const dummies = {authorization_endpoint: `${pool}/authorize`, token_endpoint: `${pool}/token`}
    issuer.on(`/eu-west-1_Example${wellKnown}`, () => ({issuer: pool, ...dummies}))
    const profile = {name: 'pool', issuer: pool, clientId: 'cli', userPoolId: 'eu-west-1_Example'}
    for (const flow of ['pkce', 'client-credentials'] as const)
      assert.match(
        await failsWith('unsupported', signingIn(profile, {flow, clientSecret: 's'}).done),
        /eu-west-1_Example has no domain/,
      )
  })
})
