import assert from 'node:assert/strict'
import {once} from 'node:events'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {createServer, type IncomingMessage} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {type WebSocket, WebSocketServer} from 'ws'
import {writeProfiles} from '../../src/lib/profile/store.ts'
import {saveSession} from '../../src/lib/session/sessions.ts'
import {goodKey} from '../support/crooked-issuer.ts'
import {adasTokens} from '../support/sessions.ts'
import {signed} from '../support/tokens.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const secret = 'kQ7/x+Zr "9&é%p~Lw2<tB5'
const password = 'Hunter#2:is-not/secret+enough'
const apiKey = 'da2-canary4kq8x2mz7wn5vb3c'
const access = signed(goodKey, {sub: 'ada', token_use: 'access', scope: 'openid', canary: 'QmlyZCBpbiBhIG1pbmU'})
const refresh = 'refresh-canary-F00dBabe/1+2=3'

/** A server that repeats, in every way there is, whatever it is told: in a body, in a header, in the reason phrase. */
async function parrot() {
  const heard: string[] = []
  let well = false
  const server = createServer(async (req, res) => {
    const body = await read(req)
    const url = new URL(req.url ?? '/', issuer)
    if (url.pathname.startsWith('/.well-known/')) return answer(200, description(issuer))
    if (url.pathname === '/authorize') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', 'code-canary-Jd72hsKqPz')
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      return void res.writeHead(302, {location: back.href}).end()
    }
    const {authorization = '', dpop = ''} = req.headers as Record<string, string>
    heard.push(body, authorization, dpop)
    const said = [body, authorization, Buffer.from(authorization.replace(/^\S+ /, ''), 'base64').toString('latin1')]
    const echoed = said.flatMap(text => [
      text,
      encodeURIComponent(text),
      decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, '%25')),
      Buffer.from(text).toString('base64'),
      text.slice(0, text.length / 2),
      text.slice(text.length / 2),
    ])
    const document = {
      error: 'invalid_request',
      error_description: echoed.join(' | '),
      __type: 'NotAuthorizedException',
      message: echoed.join(' | '),
      halves: [body.slice(0, body.length / 2), body.slice(body.length / 2)],
      errors: [{message: echoed.join(' | '), errorType: 'Unauthorized'}],
      data: null,
      ...(well && good(url.pathname)),
    }
    res.setHeader(
      'www-authenticate',
      `Bearer error="invalid_token", error_description="${printable(echoed.join(' '))}"`,
    )
    answer(well ? 200 : 400, document)

    function answer(status: number, document: object): void {
      const text = JSON.stringify(document)
      res.writeHead(status, printable(`No ${body}`).slice(0, 500), {'content-type': 'application/json'})
      // In two pieces, so that a secret may arrive in two.
      res.write(text.slice(0, text.length / 2))
      setTimeout(() => res.end(text.slice(text.length / 2)), 5)
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const tokens = {
    access_token: 'issued-canary-Abcdefgh12345678',
    refresh_token: 'issued-refresh-canary-87654321',
    token_type: 'Bearer',
    expires_in: 300,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  }
  const device = {device_code: 'device-canary-Wm55yTgRbe', user_code: 'ABCD-EFGH', interval: 1}
  const good = (path: string) => ({
    error: undefined,
    errors: undefined,
    ...(path === '/token' && tokens),
    ...(path === '/device' && {...device, verification_uri: `${issuer}/device`}),
    ...(path === '/introspect' && {active: true}),
    ...(path === '/userinfo' && {sub: 'ada-sub'}),
  })
  return {
    issuer,
    heard,
    behave: (nicely: boolean) => {
      well = nicely
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('what a traced command lets out, whatever the server repeats', () => {
  let server: Awaited<ReturnType<typeof parrot>>
  let world: TestWorld
  before(async () => {
    server = await parrot()
  })
  after(() => server.stop())
  beforeEach(async () => {
    server.heard.length = 0
    world = testWorld({
      browser: {
        open: async url =>
          void visitor()
            .open(url)
            .catch(() => {}),
      },
      terminal: silentTerminal(`${password}\n`),
      env: {AUTHCTL_API_KEY: apiKey},
      clock: {now: () => Date.now(), sleep: async (_ms, signal) => signal?.throwIfAborted()},
    })
    const {issuer} = server
    const common = {issuer, clientId: 'canary', region: 'eu-west-1', store: 'plaintext'} as const
    const keyed = {kind: 'graphql', url: `${issuer}/graphql`, auth: 'apiKey'} as const
    const notes = {kind: 'graphql', url: `${issuer}/graphql`, auth: 'oidc', token: 'access'} as const
    const pool = {...common, userPoolId: 'eu-west-1_Canary', endpoint: issuer}
    const profiles = [
      {...common, name: 'plain', apis: {notes, keyed}},
      {...pool, name: 'pool'},
    ]
    await writeProfiles(world, {current: 'plain', profiles: new Map(profiles.map(one => [one.name, one]))})
    const tokens = adasTokens({
      ...{issuer, clientId: 'canary', tokenEndpoint: `${issuer}/token`, accessToken: access, refreshToken: refresh},
    })
    await saveSession(world, {name: 'plain'}, 'default', tokens, 'plaintext')
    writeFileSync(join(world.cwd, 'secret.txt'), secret)
  })
  afterEach(() => world.dispose())

  const machine = ['--flow', 'client-credentials', '--client-secret-file', 'secret.txt', '--as', 'robot']
  const lines: [command: string, argv: string[]][] = [
    ['login', []],
    ['login', ['--flow', 'device', '--as', 'device']],
    ['login', machine],
    ['login', [...machine, '--client-id', 'canary']],
    ['whoami', []],
    ['token refresh', []],
    ['token introspect', ['--as', 'default', '--client-secret-file', 'secret.txt']],
    ['token revoke', ['--as', 'default']],
    ['token exchange', ['--as', 'new']],
    ['graphql', ['{notes{id}}', '--api', 'notes']],
    ['graphql', ['{notes{id}}', '--api', 'keyed']],
    ['user create', ['zoe', '--password-stdin', '--permanent', '--profile', 'pool']],
    ['user password', ['zoe', '--password-stdin', '--profile', 'pool']],
    ['logout', []],
  ]
  for (const nicely of [true, false])
    for (const [command, argv] of lines)
      it(`holds no secret: ${command} ${argv.join(' ')}, ${nicely ? 'answered' : 'refused'}`, async () => {
        server.behave(nicely)
        const traced = ['--trace', '--trace-file', 't.har', '--trace-diagram', 't.mmd']
        const own = Object.assign(Object.create(world), {cwd: world.cwd})
        const {stdout, stderr} = await authctl(own, ...command.split(' '), ...argv.map(inCwd), ...traced)
        assert.match(stderr, /^→ 1 /m)
        // What an API answers is its own to say; whether it repeats what it was told, too.
        const answer = command === 'graphql' ? '' : stdout
        const out = Object.entries({answer, stderr, har: contents('t.har'), diagram: contents('t.mmd')})
        for (const [channel, text] of out)
          for (const [name, canary] of canaries()) {
            const found = partOf(text, canary)
            assert.equal(found, undefined, `${name} is on ${channel}: ${around(text, found)}`)
          }
      })

  const hangUps: [how: string, answer: (socket: WebSocket, told: string, id: string) => void][] = [
    ['an error', (socket, told, id) => socket.send(JSON.stringify({id, type: 'error', payload: [{message: told}]}))],
    ['a refusal', socket => socket.close(4403, `no ${access.slice(-100)}`)],
  ]
  for (const [how, answer] of hangUps)
    it(`holds no secret: graphql subscribe, ended by ${how} that repeats it`, async () => {
      const sockets = new WebSocketServer({port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws'})
      await once(sockets, 'listening')
      let init = ''
      sockets.on('connection', socket =>
        socket.on('message', data => {
          const {type, id} = JSON.parse(String(data))
          if (type === 'connection_init') init = String(data)
          if (type === 'connection_init') socket.send('{"type":"connection_ack"}')
          else answer(socket, init, id)
        }),
      )
      const url = `http://127.0.0.1:${(sockets.address() as AddressInfo).port}/graphql`
      const {stderr, stdout, status} = await authctl(
        world,
        ...['graphql', 'subscribe', 'subscription {a}', '--url', url, '--auth', 'oidc'],
        ...['--protocol', 'graphql-transport-ws', '--trace', '--trace-file', 't.har'],
      )
      sockets.close()
      assert.notEqual(status, 0)
      assert.match(stderr, /^↗ 1 +connection_init$/m)
      for (const text of [stderr, stdout, contents('t.har')])
        assert.equal(partOf(text, access.split('.')[2]!), undefined, around(text, partOf(text, access.split('.')[2]!)))
    })

  const inCwd = (word: string) => (word === 'secret.txt' ? join(world.cwd, word) : word)
  const contents = (name: string) => {
    const path = join(world.cwd, name)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }

  /** What nobody else may see: what was put in, what was made up on the way, and what the server gave. */
  function canaries(): [string, string][] {
    const sent = server.heard.flatMap(text => {
      const form = new URLSearchParams(text.startsWith('{') ? '' : text)
      return ['code_verifier', 'client_secret', 'client_assertion'].flatMap((name): [string, string][] => {
        const value = form.get(name)
        return value === null ? [] : [[name, value]]
      })
    })
    return [
      ['the client secret', secret],
      ['the client secret, as form', new URLSearchParams({s: secret}).toString().slice(2)],
      ['the client secret, in base64', Buffer.from(secret).toString('base64').replace(/=+$/, '')],
      ['the password', password],
      ['the password, in base64', Buffer.from(password).toString('base64').replace(/=+$/, '')],
      ['the API key', apiKey],
      ['the access token', access.split('.').at(-1) ?? ''],
      ['the access token’s words', access.split('.')[1] ?? ''],
      ['the refresh token', refresh],
      ['the code', 'code-canary-Jd72hsKqPz'],
      ['the device code', 'device-canary-Wm55yTgRbe'],
      ['the new access token', 'issued-canary-Abcdefgh12345678'],
      ['the new refresh token', 'issued-refresh-canary-87654321'],
      ...sent,
    ]
  }
})

/** Ten characters in a row that only the secret has. */
function partOf(text: string, canary: string): string | undefined {
  for (let at = 0; at + 10 <= canary.length; at++) {
    const part = canary.slice(at, at + 10)
    if (text.includes(part)) return part
  }
  return undefined
}

function around(text: string, found: string | undefined): string {
  const at = text.indexOf(found ?? '')
  return JSON.stringify(text.slice(Math.max(0, at - 150), at + 60))
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]|"/g, '?').slice(0, 4000)
}

function description(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    revocation_endpoint: `${issuer}/revoke`,
    introspection_endpoint: `${issuer}/introspect`,
    device_authorization_endpoint: `${issuer}/device`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}

async function read(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
