import assert from 'node:assert/strict'
import {generateKeyPairSync} from 'node:crypto'
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {World} from '../../src/lib/world/world.ts'
import {crookedIssuer, json} from '../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider, signerKeys} from '../support/plain-provider.ts'
import {memoryKeyring} from '../support/sessions.ts'
import {toldClock} from '../support/told-clock.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const {rsa, ec} = signerKeys
const pem = (type: 'rsa' | 'ec') => String(signerKeys[type].privateKey.export({type: 'pkcs8', format: 'pem'}))
const jwk = (alg: string) => JSON.stringify({...rsa.privateKey.export({format: 'jwk'}), kid: rsa.kid, alg})

describe('a client that proves itself with a key', () => {
  let provider: PlainProvider
  let world: TestWorld
  before(async () => {
    provider = await plainProvider()
  })
  after(() => provider.stop())
  beforeEach(() => {
    world = inhabited()
  })
  afterEach(() => world.dispose())

  const inhabited = (changes: Partial<World> = {}) =>
    testWorld({keyring: memoryKeyring(), browser: {open: async url => void visitor().open(url)}, ...changes})
  const at = () => ['--issuer', provider.issuer, '--client-id', 'signer']
  const machine = () => ['login', ...at(), '--flow', 'client-credentials', '--store', 'none', '--json']
  function file(text: string): string {
    const path = join(world.cwd, 'client.key')
    writeFileSync(path, text)
    return path
  }
  function lastAssertion(path = '/token'): {header: any; claims: any; raw: string} {
    const {body, authorization} = provider.at(path).at(-1)!
    assert.equal(authorization, undefined)
    assert.equal(body.has('client_secret'), false)
    assert.equal(body.get('client_assertion_type'), 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    const raw = body.get('client_assertion')!
    const [header, claims] = raw
      .split('.')
      .slice(0, 2)
      .map(part => JSON.parse(Buffer.from(part, 'base64url').toString()))
    return {header, claims, raw}
  }

  for (const [what, key, header] of [
    ['an RSA key in PEM, by RS256', pem('rsa'), {alg: 'RS256'}],
    ['an EC key in PEM, by ES256', pem('ec'), {alg: 'ES256'}],
    ['an RSA key as a JWK for PS256', jwk('PS256'), {alg: 'PS256', kid: rsa.kid}],
  ] as const)
    it(`signs with ${what}`, async () => {
      const {status, stdout, json} = await authctl(world, ...machine(), '--client-key', file(key))
      assert.equal(status, 0, stdout)
      assert.deepEqual(json().tokens, ['access'])
      const {claims, ...one} = lastAssertion()
      assert.deepEqual(one.header, header)
      const {iss, sub, aud, jti, exp, iat} = claims
      assert.deepEqual({iss, sub, aud}, {iss: 'signer', sub: 'signer', aud: provider.issuer})
      assert.ok(jti && exp - iat <= 120)
    })

  it('takes the key from a pipe or a variable that names its file, and no argument is the key', async () => {
    const piped = {...world, terminal: silentTerminal(pem('ec'))}
    assert.equal((await authctl(piped, ...machine(), '--client-key-stdin')).status, 0)
    const env = {AUTHCTL_CLIENT_KEY: file(pem('ec'))}
    assert.equal((await authctl({...world, env}, ...machine())).status, 0)
    const {status, stdout} = await authctl(world, ...machine(), '--client-key', pem('ec'))
    assert.equal(status, 1)
    assert.ok(!stdout.includes(ec.privateKey.export({format: 'jwk'}).d as string))
  })

  it('keeps the key with its profile, sealed, for sign-in, renewal and revocation', async () => {
    const create = ['profile', 'create', 'corp', ...at(), '--client-auth', 'private-key-jwt', '--client-key-stdin']
    await authctl({...world, terminal: silentTerminal(pem('ec'))}, ...create)
    const kept = readdirSync(join(world.folders.data, 'sessions')).map(name =>
      readFileSync(join(world.folders.data, 'sessions', name), 'utf8'),
    )
    assert.equal(kept.length, 1)
    assert.ok(!kept[0]!.includes('PRIVATE KEY'))
    const {status, stderr} = await authctl(world, 'login')
    assert.equal(status, 0, stderr)
    const assertions = [lastAssertion().raw]
    assert.equal((await authctl(world, 'token', 'refresh')).status, 0)
    assert.equal(provider.at('/token').at(-1)?.body.get('grant_type'), 'refresh_token')
    assertions.push(lastAssertion().raw)
    assert.equal((await authctl(world, 'logout', '--json')).json().revoked, true)
    assertions.push(lastAssertion('/token/revocation').raw)
    assert.equal(new Set(assertions).size, 3, 'each request has an assertion of its own')
  })

  for (const [path, flow] of [
    ['/token', ['--flow', 'client-credentials']],
    ['/device', ['--flow', 'device', '--scope', 'notes:read']],
    ['/par', ['--par', '--no-browser', '--timeout', '1']],
  ] as const)
    it(`makes a new assertion when it has to come back to ${path} later`, async () => {
      const issuer = await crookedIssuer()
      issuer.describe({pushed_authorization_request_endpoint: `${issuer.issuer}/par`})
      const answers: Record<string, object> = {
        '/token': issuer.answer({id_token: undefined}),
        '/device': {device_code: 'd', user_code: 'U', verification_uri: `${issuer.issuer}/activate`},
        '/par': {request_uri: 'urn:r', expires_in: 60},
      }
      let busy = 2
      for (const [at, answer] of Object.entries(answers))
        issuer.on(at, (_one, res) =>
          at === path && busy-- > 0
            ? json(res, {}, 503, {'retry-after': '0'})
            : json(res, answer, at === '/par' ? 201 : 200),
        )
      const line = ['login', '--issuer', issuer.issuer, '--client-id', 'signer', ...flow]
      const waiting = {...world, clock: toldClock()}
      const {status} = await authctl(waiting, ...line, '--store', 'none', '--client-key', file(pem('ec')))
      assert.equal(status, path === '/par' ? 7 : 0)
      const assertions = issuer.at(path).map(({body}) => body.get('client_assertion'))
      assert.deepEqual([assertions.length, new Set(assertions).size, assertions.includes(null)], [3, 3, false])
      await issuer.stop()
    })

  it('authenticates at the device endpoint, too', async () => {
    const login = ['login', ...at(), '--flow', 'device', '--store', 'none', '--timeout', '1']
    const {status} = await authctl(world, ...login, '--client-key', file(pem('ec')))
    assert.equal(status, 7, 'nobody approved it')
    assert.equal(lastAssertion('/device/auth').claims.sub, 'signer')
  })

  it('names the flag where there is no key', async () => {
    await authctl(world, 'profile', 'create', 'corp', ...at(), '--client-auth', 'private-key-jwt')
    const {status, json} = await authctl(world, 'login', '--json')
    assert.deepEqual([status, json().error.code], [2, 'input_required'])
    assert.ok(json().error.hints.includes('authctl login --profile corp --client-key FILE'))
  })

  it('is refused with another key', async () => {
    const stranger = generateKeyPairSync('ec', {namedCurve: 'P-256'}).privateKey.export({type: 'pkcs8', format: 'pem'})
    const {status, json} = await authctl(world, ...machine(), '--client-key', file(String(stranger)))
    assert.deepEqual([status, json().error.code], [4, 'denied'])
  })

  it('never sends a key as if it were a secret', async () => {
    const create = ['profile', 'create', 'corp', '--issuer', provider.issuer, '--client-id', 'machine']
    await authctl(world, ...create, '--client-auth', 'post')
    const before = provider.at('/token').length
    const login = ['login', '--flow', 'client-credentials', '--store', 'none', '--json']
    const {status, json} = await authctl(world, ...login, '--client-key', file(pem('ec')))
    assert.deepEqual([status, json().error.code], [2, 'usage'])
    assert.equal(provider.at('/token').length, before)
  })

  for (const [what, text, sentence] of [
    ['something else', 'hello', /has to hold the private key/],
    ['half a JWK', '{"kty":"EC"', /not JSON/],
    ['a broken PEM', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', /no private key in PEM or JWK/],
    [
      'a locked one',
      String(ec.privateKey.export({type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x'})),
      /locked with a passphrase/,
    ],
    [
      'a short one',
      String(generateKeyPairSync('rsa', {modulusLength: 1024}).privateKey.export({type: 'pkcs8', format: 'pem'})),
      /less than 2048 bits/,
    ],
  ] as const)
    it(`refuses ${what} for a key, and repeats nothing of it`, async () => {
      const {status, json} = await authctl(world, ...machine(), '--client-key', file(text))
      assert.deepEqual([status, json().error.code], [2, 'usage'])
      assert.match(json().error.message, sentence)
      assert.ok(!json().error.message.includes('AAAA'))
    })
})
