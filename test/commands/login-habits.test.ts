import assert from 'node:assert/strict'
import type {ServerResponse} from 'node:http'
import {type CrookedIssuer, crookedIssuer, json} from '../support/crooked-issuer.ts'
import {freePort} from '../support/free-port.ts'
import {toldClock} from '../support/told-clock.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, type Ran, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

type Arrange = (issuer: CrookedIssuer) => void

/** The token endpoint answers so. */
const answers =
  (changes: Record<string, unknown>): Arrange =>
  issuer =>
    issuer.on('/token', () => issuer.answer(changes))
const says =
  (status: number, type: string | undefined, body = ''): Arrange =>
  issuer =>
    issuer.on('/token', (_one, res: ServerResponse) => {
      res.writeHead(status, type === undefined ? {} : {'content-type': type}).end(body)
    })
const refuses = (document: unknown, status = 400) => says(status, 'application/json', JSON.stringify(document))
const described =
  (changes: Record<string, unknown>): Arrange =>
  issuer =>
    issuer.describe(changes)
/** The sign-in page sends the browser back with these parameters beside, or in place of, the usual. */
const comesBack =
  (change: (back: URLSearchParams, issuer: string) => void): Arrange =>
  issuer =>
    issuer.on('/authorize', ({url}, res) => {
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', 'code-0123456789')
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      change(back.searchParams, issuer.issuer)
      res.writeHead(302, {location: back.href}).end()
    })

describe('authctl login at servers with habits', () => {
  let issuer: CrookedIssuer
  let world: TestWorld
  beforeEach(async () => {
    issuer = await crookedIssuer()
    world = testWorld({browser: {open: async url => void visitor().open(url)}})
  })
  afterEach(async () => {
    world.dispose()
    await issuer.stop()
  })
  const plain = ['--scope', 'notes:read']
  const login = (...flags: string[]): Promise<Ran> =>
    authctl(world, 'login', '--issuer', issuer.issuer, '--client-id', 'cli', '--store', 'none', '--json', ...flags)
  // Without openid there is no ID token to bring a nonce back.
  const bare = {id_token: undefined}

  for (const [habit, arrange, said] of [
    ['calls the token “bearer”', answers({...bare, token_type: 'bearer'}), /^$/],
    ['calls the token “BEARER”', answers({...bare, token_type: 'BEARER'}), /^$/],
    ['tells how long it lives as a text', answers({...bare, expires_in: '300'}), /^$/],
    ['grants less than was asked for', answers({...bare, scope: 'other'}), /granted less .* missing: notes:read\./],
    ['grants more than was asked for', answers({...bare, scope: 'notes:read admin'}), /granted more .* it: admin\./],
    ['repeats exactly what was asked for', answers({...bare, scope: 'notes:read'}), /^$/],
    ['adds members of its own', answers({...bare, session_state: 'x', 'ext:y': {z: 1}, cnf: null}), /^$/],
    ['forgets its grant types', described({grant_types_supported: undefined}), /^$/],
    ['names grant types of another client', described({grant_types_supported: ['implicit']}), /^$/],
    ['forgets its response types and methods', described({response_types_supported: undefined}), /^$/],
    ['says iss without announcing it', comesBack((back, own) => back.set('iss', own)), /^$/],
    ['neither says nor announces iss', comesBack(() => {}), /^$/],
    ['adds parameters of its own', comesBack(back => back.set('session_state', 'x y')), /^$/],
  ] as const)
    it(`signs in where the server ${habit}`, async () => {
      answers(bare)(issuer)
      arrange(issuer)
      const {status, stdout, stderr} = await login(...plain)
      assert.equal(status, 0, stdout)
      const remarks = stderr.split('\n').filter(line => /granted/.test(line))
      assert.match(remarks.join('\n'), said)
    })

  for (const [habit, arrange, code, sentence] of [
    ['refuses with an empty body', says(400, undefined), 'unreachable', /HTTP 400 without saying why/],
    ['refuses with an empty JSON body', says(400, 'application/json'), 'unreachable', /HTTP 400 without saying why/],
    ['refuses with a page', says(500, 'text/html', '<h1>Oops'), 'unreachable', /HTTP 500 without saying why/],
    ['knows nobody, and says no more', says(401, undefined), 'denied', /HTTP 401 without saying why/],
    ['forbids, and says no more', says(403, 'text/plain', 'no'), 'denied', /HTTP 403 without saying why/],
    ['has error codes of its own', refuses({error: 'mfa_required'}), 'denied', /mfa_required/],
    ['words its error by a number', refuses({error: 1020}), 'unreachable', /HTTP 400/],
    ['puts its error into an object', refuses({error: {code: 'x'}}), 'unreachable', /HTTP 400/],
    ['has an error format of its own', refuses({errorCode: 'E1', message: 'm'}), 'unreachable', /HTTP 400/],
    [
      'describes its error by null',
      refuses({error: 'invalid_grant', error_description: null}),
      'denied',
      /invalid_grant/,
    ],
    [
      'answers forms',
      says(200, 'application/x-www-form-urlencoded', 'access_token=a'),
      'unreachable',
      /JSON was expected/,
    ],
    ['calls JSON text', says(200, 'text/plain', '{"access_token":"a"}'), 'unreachable', /text\/plain where JSON/],
    ['says no type of body', says(200, undefined, '{}'), 'unreachable', /no content type where JSON/],
    ['creates where it should answer', says(201, 'application/json', '{}'), 'unreachable', /HTTP 201/],
    ['gives a token that is none', answers({...bare, access_token: 7}), 'unreachable', /access_token/],
    ['gives a token of another kind', answers({...bare, token_type: 'mac'}), 'token_rejected', /token_type/],
    ['says another iss', comesBack(back => back.set('iss', 'https://other.example')), 'denied', /another issuer/],
    [
      'announces iss, and does not say it',
      described({authorization_response_iss_parameter_supported: true}),
      'denied',
      /iss/,
    ],
    ['sends back an empty error', comesBack(back => back.set('error', '')), 'denied', /refused to sign in/],
  ] as const)
    it(`says in one sentence what is wrong where the server ${habit}`, async () => {
      answers(bare)(issuer)
      arrange(issuer)
      const {json: said} = await login(...plain)
      const {error} = said()
      assert.equal(error.code, code, error.message)
      assert.match(error.message, sentence)
      assert.ok(error.message.endsWith('.') && !error.message.includes('undefined') && error.message.length < 500)
    })

  it('proves a client by Basic as it is written where a server decodes nothing', async () => {
    const secret = '100% + / secret'
    const raw = `Basic ${Buffer.from(`cli:${secret}`).toString('base64')}`
    issuer.on('/token', ({authorization}, res) =>
      authorization === raw
        ? issuer.answer(bare)
        : json(res, {error: 'invalid_client', error_description: String(authorization)}, 401),
    )
    const create = ['profile', 'create', 'odd', '--issuer', issuer.issuer, '--client-id', 'cli', '--store', 'none']
    await authctl(world, ...create, '--client-auth', 'basic')
    const machine = ['login', '--flow', 'client-credentials', '--client-secret-stdin', '--json']
    const piped = {...world, terminal: silentTerminal(secret)}
    const refused = await authctl(piped, ...machine)
    assert.equal(refused.status, 4)
    assert.ok(!refused.stdout.includes(secret))
    await authctl(world, 'profile', 'set', 'odd', '--client-auth', 'basic-raw')
    assert.equal((await authctl(piped, ...machine)).status, 0)
  })

  it('comes back at the port that is registered, where the server compares whole addresses', async () => {
    const port = await freePort()
    const uri = `http://127.0.0.1:${port}/callback`
    issuer.on('/authorize', ({url}, res) => {
      if (url.searchParams.get('redirect_uri') !== uri) return json(res, {error: 'redirect_mismatch'}, 400)
      comesBack(() => {})(issuer)
      res.writeHead(302, {location: url.href}).end()
    })
    answers(bare)(issuer)
    assert.equal((await login(...plain, '--redirect-uri', uri)).status, 0)
  })

  it('comes back under another name of this machine', async () => {
    issuer.on('/authorize', ({url}, res) => {
      const back = new URL((url.searchParams.get('redirect_uri') ?? '').replace('127.0.0.1', 'localhost'))
      back.search = String(new URLSearchParams({code: 'c', state: url.searchParams.get('state') ?? ''}))
      res.writeHead(302, {location: back.href}).end()
    })
    answers(bare)(issuer)
    assert.equal((await login(...plain)).status, 0)
  })

  it('keeps the usual pace where a device endpoint tells none, and needs no grant type announced', async () => {
    const clock = toldClock()
    issuer.describe({grant_types_supported: ['authorization_code']})
    issuer.on('/device', () => ({device_code: 'd', user_code: 'U', verification_uri: `${issuer.issuer}/activate`}))
    answers(bare)(issuer)
    world = {...world, clock}
    assert.equal((await login('--flow', 'device', ...plain)).status, 0)
    assert.deepEqual(
      clock.slept.map(ms => Math.floor(ms / 1000)),
      [5],
    )
  })

  for (const [what, how] of [
    ['when it is pushed', ['--par']],
    ['at the token endpoint', []],
  ] as const)
    it(`brings the nonce that a server demands ${what}, once`, async () => {
      issuer.describe({
        dpop_signing_alg_values_supported: ['ES256'],
        pushed_authorization_request_endpoint: `${issuer.issuer}/par`,
      })
      const demanded = (path: string, good: () => unknown, status: number) =>
        issuer.on(path, ({dpop}, res) => {
          const {nonce} = JSON.parse(Buffer.from(dpop!.split('.')[1]!, 'base64url').toString())
          if (nonce !== 'n-1') return json(res, {error: 'use_dpop_nonce'}, 400, {'dpop-nonce': 'n-1'})
          return json(res, good(), status)
        })
      demanded('/par', () => ({request_uri: 'urn:r', expires_in: 60}), 201)
      demanded('/token', () => issuer.answer({...bare, token_type: 'DPoP'}), 200)
      let back = ''
      issuer.on('/authorize', ({url}, res) => res.writeHead(302, {location: back || url.href}).end())
      if (how.length === 0) comesBack(() => {})(issuer)
      else
        issuer.on('/par', ({dpop, body}, res) => {
          const {nonce} = JSON.parse(Buffer.from(dpop!.split('.')[1]!, 'base64url').toString())
          if (nonce !== 'n-1') return json(res, {error: 'use_dpop_nonce'}, 400, {'dpop-nonce': 'n-1'})
          back = `${body.get('redirect_uri')}?code=c&state=${body.get('state')}`
          return json(res, {request_uri: 'urn:r', expires_in: 60}, 201)
        })
      const {status, stdout} = await login('--dpop', ...how, ...plain)
      assert.equal(status, 0, stdout)
      assert.equal(issuer.at('/par').length, how.length === 0 ? 0 : 2)
      assert.equal(issuer.at('/token').length, how.length === 0 ? 2 : 1)
    })
})
