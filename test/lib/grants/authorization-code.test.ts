import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {createServer} from 'node:net'
import {Failure} from '../../../src/lib/failure.ts'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {type PlainProvider, plainProvider} from '../../support/plain-provider.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'

describe('sign-in with a browser, at a plain provider', () => {
  let provider: PlainProvider
  let profile: Profile
  before(async () => {
    provider = await plainProvider()
    profile = {name: 'plain', issuer: provider.issuer, clientId: 'cli', scopes: ['openid', 'profile']}
  })
  after(() => provider.stop())

  const request = (url: string) => Object.fromEntries(new URL(url).searchParams)

  it('gives the tokens of whoever signed in', async () => {
    const {done, told} = signingIn(profile)
    const {accessToken, idToken, refreshToken, expiresAt = 0, ...rest} = await done
    assert.deepEqual(rest, {
      tokenType: 'Bearer',
      scope: 'openid profile',
      issuer: provider.issuer,
      clientId: 'cli',
      tokenEndpoint: `${provider.issuer}/token`,
      grant: 'authorization_code',
      subject: 'ada',
    })
    assert.ok(accessToken && refreshToken && idToken?.split('.').length === 3)
    assert.ok(Math.abs(expiresAt - Date.now() - 3_600_000) < 10_000)
    assert.deepEqual(told.remarks, [])
    const page = await told.pages[0]
    assert.equal(page?.status, 200)
    assert.match(page?.html ?? '', /You are signed in/)
  })

  it('sends PKCE, state and nonce, and proves it with the verifier and the same redirect URI', async () => {
    const {done, told} = signingIn(profile)
    await done
    const asked = request(told.visits[0]!)
    const redeemed = Object.fromEntries(provider.at('/token').at(-1)!.body)
    assert.deepEqual(Object.keys(asked).sort(), [
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'nonce',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ])
    assert.equal(asked.response_type, 'code')
    assert.equal(asked.code_challenge_method, 'S256')
    assert.match(asked.code_challenge!, /^[\w-]{43}$/)
    assert.match(redeemed.code_verifier!, /^[A-Za-z0-9\-._~]{43,128}$/)
    assert.equal(createHash('sha256').update(redeemed.code_verifier!).digest('base64url'), asked.code_challenge)
    assert.equal(redeemed.redirect_uri, asked.redirect_uri)
    assert.match(asked.redirect_uri!, /^http:\/\/127\.0\.0\.1:\d+\/callback$/)
  })

  it('makes state, nonce and verifier afresh each time', async () => {
    const seen = new Set<string>()
    const patience = {timeoutMs: 1}
    for (let run = 0; run < 50; run++) {
      const {done, told} = signingIn(profile, {...patience, browser: false})
      await failsWith('timed_out', done)
      const {state, nonce, code_challenge} = request(told.visits[0]!)
      for (const value of [state, nonce, code_challenge]) seen.add(value!.slice(0, 8)).add(value!)
    }
    assert.equal(seen.size, 50 * 3 * 2)
  })

  it('shows the address and goes on when no browser can be started', async () => {
    const {done, told} = signingIn(profile, {}, undefined, {
      browser: {
        open: async url => {
          setTimeout(() => fetch(url, {redirect: 'manual'}).catch(() => {}), 0)
          throw new Failure('unsupported', 'No browser could be started.')
        },
      },
      cancelled: AbortSignal.timeout(300),
    })
    await done.catch(() => {})
    assert.deepEqual(told.remarks, ['No browser could be started. Open the address above yourself.'])
    assert.equal(told.visits.length, 1)
  })

  it('does not start a browser when told not to', async () => {
    const {done} = signingIn(profile, {browser: false, timeoutMs: 20}, () => assert.fail('a browser was started'))
    await failsWith('timed_out', done)
  })

  it('names the redirect URI to register when nobody comes back', async () => {
    const {done} = signingIn(profile, {browser: false, timeoutMs: 20, redirectUri: 'http://127.0.0.1/callback'})
    const error = await done.catch(reason => reason)
    assert.equal(error.code, 'timed_out')
    assert.match(error.message, /redirect mismatch, http:\/\/127\.0\.0\.1:\d+\/callback has to be registered/)
    assert.match(error.hints[0], /^register http:\/\/127\.0\.0\.1:\d+\/callback with the client$/)
  })

  it('ends at once when cancelled, and listens no more', async () => {
    const cancel = new AbortController()
    const {done, told} = signingIn(profile, {browser: false}, undefined, {cancelled: cancel.signal})
    while (told.visits.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
    const began = Date.now()
    cancel.abort(new Failure('cancelled', 'Cancelled.'))
    await failsWith('cancelled', done)
    assert.ok(Date.now() - began < 200)
    await assert.rejects(fetch(request(told.visits[0]!).redirect_uri!))
  })

  it('keeps two sign-ins at once apart', async () => {
    const [one, two] = await Promise.all([signingIn(profile).done, signingIn(profile).done])
    assert.notEqual(one.accessToken, two.accessToken)
  })

  it('says which port is taken, before any browser opens', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => squatter.once('listening', resolve))
    const {port} = squatter.address() as {port: number}
    const nobody = () => assert.fail('a browser was started')
    const message = await failsWith('conflict', signingIn(profile, {ports: [port]}, nobody).done)
    assert.match(message, new RegExp(`Port ${port}, .* is taken`))
    const taken = await signingIn(profile, {ports: [port, port + 1]}).done.catch(error => error)
    assert.ok('accessToken' in taken || taken.code === 'conflict')
    squatter.close()
  })

  it('may not be bent by --param', async () => {
    const before = provider.seen.length
    for (const name of [
      'state',
      'redirect_uri',
      'code_challenge',
      'client_id',
      'response_type',
      'nonce',
      'client_secret',
    ])
      assert.match(await failsWith('usage', signingIn(profile, {params: {[name]: 'x'}}).done), new RegExp(name))
    assert.equal(provider.seen.length, before, 'nobody was asked')
  })

  it('passes the rest of the request on', async () => {
    const {done, told} = signingIn(profile, {
      browser: false,
      timeoutMs: 20,
      loginHint: 'ada@example.com',
      prompt: 'login',
      maxAge: 60,
      lang: 'de',
      acr: 'gold',
      audience: 'notes',
      resource: 'https://notes.example.com',
      identityProvider: 'Corp',
      idpIdentifier: 'example.com',
      params: {theme: 'dark mode & more'},
      scopes: ['openid', 'notes:read openid'],
    })
    await failsWith('timed_out', done)
    const {state, nonce, code_challenge, redirect_uri, ...asked} = request(told.visits[0]!)
    assert.deepEqual(asked, {
      theme: 'dark mode & more',
      identity_provider: 'Corp',
      idp_identifier: 'example.com',
      login_hint: 'ada@example.com',
      prompt: 'login',
      acr_values: 'gold',
      max_age: '60',
      ui_locales: 'de',
      resource: 'https://notes.example.com',
      audience: 'notes',
      response_type: 'code',
      scope: 'openid notes:read',
      code_challenge_method: 'S256',
      client_id: 'cli',
    })
  })

  it('proves a confidential client by Basic, each part form-encoded', async () => {
    const client: Profile = {...profile, clientId: 'confidential', clientAuth: 'basic', scopes: ['openid']}
    const {done, told} = signingIn(client, {clientSecret: 'a secret: with %, + and /?'})
    assert.equal((await done).subject, 'ada')
    assert.doesNotMatch(decodeURIComponent(told.visits[0]!), /secret: with|a\+secret|client_secret|code_verifier/)
    const {authorization = '', body} = provider.at('/token').at(-1)!
    assert.equal(body.has('client_secret'), false)
    assert.equal(
      Buffer.from(authorization.slice(6), 'base64').toString(),
      'confidential:a+secret%3A+with+%25%2C+%2B+and+%2F%3F',
    )
  })

  it('uses a pushed authorization request where the server insists', async () => {
    const strict = await plainProvider({
      features: {pushedAuthorizationRequests: {enabled: true, requirePushedAuthorizationRequests: true}},
    })
    try {
      const {done, told} = signingIn({...profile, issuer: strict.issuer})
      assert.equal((await done).subject, 'ada')
      assert.deepEqual(Object.keys(request(told.visits[0]!)).sort(), ['client_id', 'request_uri'])
    } finally {
      await strict.stop()
    }
  })
})
