import assert from 'node:assert/strict'
import {type CrookedIssuer, crookedIssuer} from '../support/crooked-issuer.ts'
import {freePort, takenPort} from '../support/free-port.ts'
import {signed} from '../support/tokens.ts'
import {visitingWorld} from '../support/visiting.ts'
import {authctl, type TestWorld} from '../support/world.ts'

describe('authctl login asks the sign-in page for what its flags say', () => {
  let issuer: CrookedIssuer
  let world: TestWorld
  let visited: URL[]
  beforeEach(async () => {
    issuer = await crookedIssuer()
    ;({world, visited} = visitingWorld())
  })
  afterEach(async () => {
    world.dispose()
    await issuer.stop()
  })

  const login = (...flags: string[]) =>
    authctl(world, 'login', '--issuer', issuer.issuer, '--client-id', 'cli', '--store', 'none', '--json', ...flags)
  const asked = () => Object.fromEntries(visited[0]!.searchParams)

  for (const [flags, parameters] of [
    [['--identity-provider', 'Corp SAML'], {identity_provider: 'Corp SAML'}],
    [['--idp-identifier', 'example.com'], {idp_identifier: 'example.com'}],
    [['--login-hint', 'ada@example.com'], {login_hint: 'ada@example.com'}],
    [['--prompt', 'login consent'], {prompt: 'login consent'}],
    [['--acr', 'urn:gold urn:silver'], {acr_values: 'urn:gold urn:silver'}],
    [['--lang', 'de'], {ui_locales: 'de'}],
    [['--resource', 'https://notes.example.com/'], {resource: 'https://notes.example.com/'}],
    [['--audience', 'notes'], {audience: 'notes'}],
    [['--scope', 'openid', '--scope', 'a b'], {scope: 'openid a b'}],
    [['--param', 'theme=dark=mode', '--param', 'x='], {theme: 'dark=mode', x: ''}],
  ] as const)
    it(flags.join(' '), async () => {
      const {status, stdout} = await login(...flags)
      assert.equal(status, 0, stdout)
      const {client_id, response_type, code_challenge_method, ...rest} = asked()
      assert.deepEqual([client_id, response_type, code_challenge_method], ['cli', 'code', 'S256'])
      for (const [name, value] of Object.entries(parameters)) assert.equal(rest[name], value)
      const beyond = Object.keys(rest).filter(name => !(name in parameters))
      const usual = ['scope', 'state', 'nonce', 'code_challenge', 'redirect_uri']
      assert.deepEqual(beyond.sort(), usual.filter(name => !(name in parameters)).sort(), 'nothing else')
    })

  it('--resource and --audience, again at the token endpoint', async () => {
    await login('--resource', 'https://notes.example.com', '--audience', 'notes')
    const {resource, audience} = Object.fromEntries(issuer.at('/token')[0]!.body)
    assert.deepEqual({resource, audience}, {resource: 'https://notes.example.com', audience: 'notes'})
  })

  it('--max-age, and believes no ID token that does not keep to it', async () => {
    const now = Math.floor(Date.now() / 1000)
    const signedInAt = (auth_time: number | undefined) =>
      issuer.on('/token', () => issuer.answer({id_token: signed(issuer.key, issuer.claims({auth_time}))}))
    signedInAt(now - 30)
    assert.equal((await login('--max-age', '60')).status, 0)
    assert.equal(asked().max_age, '60')
    for (const auth_time of [undefined, now - 300]) {
      signedInAt(auth_time)
      assert.equal((await login('--max-age', '60')).status, 6)
    }
    assert.equal((await login('--max-age', '0')).status, 6)
  })

  it('--lang as Cognito calls it', async () => {
    // Endpoints under the issuer's own address are how Cognito describes a pool without a domain.
    const domain = issuer.issuer.replace('127.0.0.1', 'localhost')
    issuer.describe({authorization_endpoint: `${domain}/authorize`, token_endpoint: `${domain}/token`})
    const pool = ['--user-pool-id', 'us-east-1_Pool', '--redirect-uri', `http://localhost:${await freePort()}/cb`]
    await login('--lang', 'de', ...pool)
    assert.deepEqual([asked().lang, asked().ui_locales], ['de', undefined])
  })

  it('--port, each in order, until one is free', async () => {
    const {port, server} = await takenPort()
    const other = await freePort()
    const {status} = await login('--port', String(port), '--port', String(other))
    assert.equal(status, 0)
    assert.equal(asked().redirect_uri, `http://127.0.0.1:${other}/callback`)
    assert.equal(issuer.at('/token')[0]!.body.get('redirect_uri'), asked().redirect_uri)
    const {status: none, json} = await login('--port', String(port))
    assert.deepEqual([none, json().error.code], [10, 'conflict'])
    assert.match(json().error.message, new RegExp(`Port ${port}`))
    assert.equal(visited.length, 1, 'no browser was opened')
    server.close()
  })

  it('--redirect-uri, byte for byte', async () => {
    const uri = `http://LocalHost:${await freePort()}/a%2Fb/?keep=1`
    assert.equal((await login('--redirect-uri', uri)).status, 0)
    assert.equal(asked().redirect_uri, uri)
    assert.equal(issuer.at('/token')[0]!.body.get('redirect_uri'), uri)
  })

  it('--timeout, after which nothing listens any more', async () => {
    world = {...world, browser: {open: async url => void visited.push(url)}}
    const from = performance.now()
    const {status, json} = await login('--timeout', '1')
    assert.deepEqual([status, json().error.code], [7, 'timed_out'])
    assert.ok(performance.now() - from < 5000)
    await assert.rejects(fetch(asked().redirect_uri!))
  })

  for (const name of [
    'state',
    'nonce',
    'client_id',
    'redirect_uri',
    'response_type',
    'code_challenge',
    'max_age',
    'dpop_jkt',
  ])
    it(`--param cannot set ${name}`, async () => {
      const {status, json} = await login('--param', `${name}=x`)
      assert.deepEqual([status, json().error.code], [2, 'usage'])
      assert.deepEqual(issuer.received, [])
    })
})
