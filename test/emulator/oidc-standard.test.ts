import assert from 'node:assert/strict'
import {createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify} from 'jose'
import * as oidc from 'openid-client'
import {rotateKeys} from '../../src/lib/emulator/keys.ts'
import {beginFlow, machineSecret, webSecret} from '../support/pkce.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'

const ada = {username: 'ada', password: 'Correct-Horse-9'}

describe('the standard issuer', () => {
  let stack: TestStack
  let logged: string[]

  beforeEach(async () => {
    logged = []
    stack = await testStack({log: line => logged.push(line)})
  })
  afterEach(() => stack.stop())

  const issuer = () => `${stack.url}/standard`
  const discover = (client = 'localcli', auth = oidc.None()) =>
    oidc.discovery(new URL(issuer()), client, {}, auth, {execute: [oidc.allowInsecureRequests]})

  async function signIn(parameters: Record<string, string> = {}, config?: oidc.Configuration, options = {}) {
    config ??= await discover()
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
    const port = 49152 + Math.floor(Math.random() * 16_000)
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `http://127.0.0.1:${port}/callback`,
      scope: 'openid email notes/read',
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...parameters,
    })
    const back = await visitor(stack.url).signIn(url.href)
    assert.equal(back.port, String(port))
    const tokens = await oidc.authorizationCodeGrant(
      config,
      back,
      {pkceCodeVerifier, ...(parameters.nonce && {expectedNonce: parameters.nonce})},
      undefined,
      options,
    )
    return {config, back, tokens}
  }

  const verified = async (token: string, options = {}) =>
    (await jwtVerify(token, createRemoteJWKSet(new URL(`${issuer()}/jwks`)), {issuer: issuer(), ...options})).payload

  it('signs ada in on a loopback port of the moment, names itself in the answer, and signs RFC 9068 tokens', async () => {
    const {config, back, tokens} = await signIn({nonce: 'n'})
    assert.equal(back.searchParams.get('iss'), issuer())
    assert.deepEqual(decodeProtectedHeader(tokens.access_token).typ, 'at+jwt')
    const access = await verified(tokens.access_token, {typ: 'at+jwt', audience: issuer()})
    assert.deepEqual(
      [access.client_id, access.scope, access.groups, access.username],
      ['localcli', 'openid email notes/read', ['admins', 'editors'], 'ada'],
    )
    const id = await verified(tokens.id_token!, {audience: 'localcli'})
    assert.deepEqual(
      [id.groups, id.email, id.email_verified, id.sub],
      [access.groups, 'ada@example.com', true, access.sub],
    )
    const info = await oidc.fetchUserInfo(config, tokens.access_token, access.sub!)
    assert.deepEqual(info, {
      sub: access.sub,
      groups: ['admins', 'editors'],
      email: 'ada@example.com',
      email_verified: true,
    })
  })

  it('connects a device after its code was compared', async () => {
    const config = await discover()
    const device = await oidc.initiateDeviceAuthorization(config, {scope: 'openid notes/read'})
    assert.match(device.user_code, /^[A-Z]{4}-[A-Z]{4}$/)
    const person = visitor(stack.url)
    const entered = await person.submit(await person.open(device.verification_uri), {user_code: device.user_code})
    assert.ok(entered.html.includes(device.user_code) && entered.html.includes('Read notes'))
    const login = await person.submit(entered)
    const done = await person.submit(login, {username: 'grace', password: 'Correct-Horse-9'})
    assert.match(done.html, /You are signed in/)
    const tokens = await oidc.pollDeviceAuthorizationGrant(config, {...device, interval: 0.01} as never)
    assert.deepEqual((await verified(tokens.access_token)).groups, ['editors'])
  })

  it('asks once for consent to what goes beyond knowing who somebody is, and takes no for an answer', async () => {
    const person = visitor(stack.url)
    const flow = await beginFlow(stack, {issuer: '/standard', parameters: {scope: 'openid email'}})
    assert.ok((await person.submit(await person.open(flow.url), ada)).left)
    const more = await beginFlow(stack, {issuer: '/standard', parameters: {scope: 'openid notes/read'}})
    const page = await person.open(more.url)
    assert.match(page.html, /<h1>Allow cli\?<\/h1>[\s\S]*Read notes \(Notes API\)/)
    const denied = await person.submit(page, {}, 'Deny')
    assert.equal(denied.url.searchParams.get('error'), 'access_denied')
    const again = await beginFlow(stack, {issuer: '/standard', parameters: {scope: 'openid notes/read'}})
    await again.finish((await person.submit(await person.open(again.url), {}, 'Allow')).url)
    const third = await beginFlow(stack, {issuer: '/standard', parameters: {scope: 'openid notes/read'}})
    assert.ok((await person.open(third.url)).left)
    const asked = await beginFlow(stack, {issuer: '/standard', parameters: {prompt: 'consent'}})
    assert.match((await person.open(asked.url)).html, /<h1>Allow cli\?/)
  })

  it('rotates refresh tokens, and ends the family when one comes back', async () => {
    const {config, tokens} = await signIn()
    const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token!)
    assert.notEqual(fresh.refresh_token, tokens.refresh_token)
    assert.equal((await oidc.tokenIntrospection(config, fresh.access_token)).active, true)
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!), {error: 'invalid_grant'})
    await assert.rejects(oidc.refreshTokenGrant(config, fresh.refresh_token!), {error: 'invalid_grant'})
    assert.deepEqual(await oidc.tokenIntrospection(config, fresh.access_token), {active: false})
  })

  it('introspects and revokes the JWTs it issues', async () => {
    const {config, tokens} = await signIn()
    const claims = decodeJwt(tokens.access_token)
    const {active, client_id, sub, exp, iat, scope, groups, token_type} = await oidc.tokenIntrospection(
      config,
      tokens.access_token,
    )
    assert.deepEqual(
      {active, client_id, sub, exp, iat, scope, groups, token_type},
      {
        active: true,
        client_id: 'localcli',
        sub: claims.sub,
        exp: claims.exp,
        iat: claims.iat,
        scope: 'openid email notes/read',
        groups: ['admins', 'editors'],
        token_type: 'Bearer',
      },
    )
    const machine = await discover('localmachine', oidc.ClientSecretPost(machineSecret))
    assert.equal((await oidc.tokenIntrospection(machine, tokens.access_token)).active, true)
    assert.equal((await oidc.tokenIntrospection(machine, `${tokens.access_token.slice(0, -8)}AAAAAAAA`)).active, false)
    assert.equal((await oidc.tokenIntrospection(machine, claims.jti!)).active, false)
    await oidc.tokenRevocation(config, tokens.access_token)
    assert.deepEqual(await oidc.tokenIntrospection(config, tokens.access_token), {active: false})
    await assert.rejects(oidc.fetchUserInfo(config, tokens.access_token, claims.sub!))
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!), {error: 'invalid_grant'})
  })

  it('gives machines tokens, for an API where they name one', async () => {
    const config = await discover('localmachine', oidc.ClientSecretBasic(machineSecret))
    const plain = await verified((await oidc.clientCredentialsGrant(config, {scope: 'notes/read'})).access_token)
    assert.deepEqual(
      [plain.sub, plain.client_id, plain.scope, plain.aud],
      ['localmachine', 'localmachine', 'notes/read', issuer()],
    )
    const resource = `${stack.url}/graphql`
    const bound = await oidc.clientCredentialsGrant(config, {scope: 'notes/read', resource})
    assert.equal((await verified(bound.access_token)).aud, resource)
    await assert.rejects(oidc.clientCredentialsGrant(config, {resource: 'https://elsewhere.example/'}), {
      error: 'invalid_target',
    })
  })

  it('binds a person’s token to the API it was asked for', async () => {
    const resource = `${stack.url}/rest`
    const {tokens} = await signIn({resource})
    const claims = await verified(tokens.access_token)
    assert.deepEqual([claims.aud, claims.scope, claims.groups], [resource, 'notes/read', ['admins', 'editors']])
  })

  it('takes pushed authorization requests, once each', async () => {
    const config = await discover()
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
    const url = await oidc.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: 'http://127.0.0.1:50123/callback',
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri'])
    const back = await visitor(stack.url).signIn(url.href)
    await oidc.authorizationCodeGrant(config, back, {pkceCodeVerifier})
    const again = await visitor(stack.url).open(url.href)
    assert.deepEqual([again.left, again.status], [false, 400])
  })

  it('binds tokens to a key by DPoP, through refresh and userinfo', async () => {
    const config = await discover()
    const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair())
    const {tokens} = await signIn({}, config, {DPoP})
    assert.equal(tokens.token_type, 'dpop')
    const claims = await verified(tokens.access_token)
    assert.equal(typeof (claims.cnf as {jkt: string}).jkt, 'string')
    const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub!, {DPoP})
    assert.equal(info.email, 'ada@example.com')
    await assert.rejects(oidc.fetchUserInfo(config, tokens.access_token, claims.sub!))
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!))
    const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token!, {}, {DPoP})
    assert.equal(fresh.token_type, 'dpop')
  })

  describe('token exchange', () => {
    const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
    const accessToken = 'urn:ietf:params:oauth:token-type:access_token'

    it('gives a service a narrower token that names it as the actor', async () => {
      const {tokens} = await signIn()
      const service = await discover('localweb', oidc.ClientSecretBasic(webSecret))
      const subject = {subject_token: tokens.access_token, subject_token_type: accessToken}
      const given = await oidc.genericGrantRequest(service, exchange, {
        ...subject,
        scope: 'notes/read',
        audience: 'notes',
      })
      assert.deepEqual(
        [given.issued_token_type, given.scope, given.refresh_token],
        [accessToken, 'notes/read', undefined],
      )
      const {aud, sub, client_id, act, groups} = await verified(given.access_token)
      assert.deepEqual(
        {aud, sub, client_id, act, groups},
        {
          aud: 'notes',
          sub: decodeJwt(tokens.access_token).sub,
          client_id: 'localweb',
          act: {sub: 'localweb'},
          groups: ['admins', 'editors'],
        },
      )
      for (const [change, error] of [
        [{scope: 'openid notes/write'}, 'invalid_scope'],
        [{audience: 'https://elsewhere.example'}, 'invalid_target'],
        [{subject_token: 'a.b.c'}, 'invalid_request'],
        [{subject_token_type: 'urn:ietf:params:oauth:token-type:saml2'}, 'invalid_request'],
      ] as const)
        await assert.rejects(oidc.genericGrantRequest(service, exchange, {...subject, ...change}), {error})
    })
  })

  describe('the device flow', () => {
    const approve = async (device: oidc.DeviceAuthorizationResponse, press?: string) => {
      const person = visitor(stack.url)
      const entered = await person.submit(await person.open(device.verification_uri_complete!))
      return person.submit(entered, {}, press)
    }
    const poll = (config: oidc.Configuration, {device_code}: oidc.DeviceAuthorizationResponse) =>
      oidc.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:device_code', {device_code})

    it('is pending until then, denied when cancelled, and over after ten minutes', async () => {
      const config = await discover()
      const device = await oidc.initiateDeviceAuthorization(config, {scope: 'openid'})
      await assert.rejects(poll(config, device), {error: 'authorization_pending'})
      assert.match((await approve(device, 'Cancel')).html, /<h1>Cancelled<\/h1>/)
      await assert.rejects(poll(config, device), {error: 'access_denied'})
      const late = await oidc.initiateDeviceAuthorization(config, {scope: 'openid'})
      stack.clock.advance(601_000)
      await assert.rejects(poll(config, late), {error: 'expired_token'})
      const person = visitor(stack.url)
      const page = await person.submit(await person.open(late.verification_uri), {user_code: late.user_code})
      assert.match(page.html, /role="alert"[\s\S]*This code has expired/)
    })

    it('fills in the code of a complete address, without a script, and still asks to compare', async () => {
      const device = await oidc.initiateDeviceAuthorization(await discover(), {scope: 'openid'})
      const person = visitor(stack.url)
      const page = await person.open(device.verification_uri_complete!)
      assert.ok(page.html.includes(`value="${device.user_code}"`) && !page.html.includes('<script'))
      assert.match((await person.submit(page)).html, /Is this your device\?/)
    })
  })

  it('takes loopback redirects of any port, and nothing else that is not registered', async () => {
    for (const [redirect_uri, taken] of [
      ['http://127.0.0.1:50505/callback', true],
      ['http://[::1]:50505/callback', true],
      ['http://localhost:50505/callback', true],
      ['http://127.0.0.1:50505/other', false],
      ['http://127.0.0.1.evil.example:50505/callback', false],
      ['https://127.0.0.1:50505/callback', false],
    ] as const) {
      const {url} = await beginFlow(stack, {issuer: '/standard', parameters: {redirect_uri, scope: 'openid'}})
      const page = await visitor(stack.url).open(url)
      assert.equal(/<h1>Sign in<\/h1>/.test(page.html), taken, redirect_uri)
    }
    assert.match(logged.join('\n'), /redirect_uri/)
  })

  it('holds public clients to PKCE by S256', async () => {
    const {url} = await beginFlow(stack, {issuer: '/standard', parameters: {code_challenge_method: 'plain'}})
    assert.equal((await visitor(stack.url).open(url)).url.searchParams.get('error'), 'invalid_request')
    const bare = new URL(url)
    for (const name of ['code_challenge', 'code_challenge_method']) bare.searchParams.delete(name)
    assert.equal((await visitor(stack.url).open(bare.href)).url.searchParams.get('error'), 'invalid_request')
  })

  it('dates tokens by the stack’s clock, and ends them by it', async () => {
    stack.clock.advance(10 * 365 * 86_400_000)
    const {config, tokens} = await signIn()
    const {iat = 0, exp = 0, sub} = decodeJwt(tokens.access_token)
    const {auth_time = 0, iat: idIat = 0} = decodeJwt<{auth_time: number}>(tokens.id_token!)
    for (const moment of [iat, auth_time, idIat]) assert.ok(Math.abs(moment - stack.clock.seconds()) <= 2)
    stack.clock.advance((exp - iat + 1) * 1000)
    assert.deepEqual(await oidc.tokenIntrospection(config, tokens.access_token), {active: false})
    await assert.rejects(oidc.fetchUserInfo(config, tokens.access_token, sub!))
    await oidc.refreshTokenGrant(config, tokens.refresh_token!)
  })

  it('signs out at the end of session, after asking', async () => {
    const person = visitor(stack.url)
    const flow = await beginFlow(stack, {issuer: '/standard', parameters: {scope: 'openid'}})
    const tokens = await flow.finish(await person.signIn(flow.url))
    const address = oidc.buildEndSessionUrl(flow.config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: 'http://localhost:8400/signed-out',
    })
    const page = await person.open(address.href)
    assert.match(page.html, /<h1>Sign out\?<\/h1>/)
    assert.equal((await person.submit(page)).url.href, 'http://localhost:8400/signed-out')
    assert.match((await person.open((await beginFlow(stack, {issuer: '/standard'})).url)).html, /<h1>Sign in<\/h1>/)
  })

  it('signs out where nobody is signed in, without a script', async () => {
    const person = visitor(stack.url)
    const page = await person.open(`${issuer()}/logout`)
    assert.doesNotMatch(page.html, /<script/)
    assert.match((await person.submit(page)).html, /You are signed out/)
  })

  it('is found by the rules of RFC 8414 as well as by those of OpenID Connect', async () => {
    const documents = [
      `${issuer()}/.well-known/openid-configuration`,
      `${stack.url}/.well-known/oauth-authorization-server/standard`,
    ]
    const [openid, oauth] = await Promise.all(documents.map(async url => (await fetch(url)).json() as any))
    assert.deepEqual(openid, oauth)
    assert.equal(openid.issuer, issuer())
    assert.equal(openid.device_authorization_endpoint, `${issuer()}/device/authorize`)
    for (const [name, value] of Object.entries<string>(openid))
      if (name.endsWith('_endpoint') || name === 'jwks_uri') assert.ok(value.startsWith(`${issuer()}/`), name)
  })

  it('keeps its engine when keys are rotated, and its people signed in', async () => {
    const person = visitor(stack.url)
    const flow = await beginFlow(stack, {issuer: '/standard', parameters: {scope: 'openid'}})
    const before = await flow.finish(await person.signIn(flow.url))
    await rotateKeys(stack.state.pools.get(poolId)!)
    const next = await beginFlow(stack, {issuer: '/standard', parameters: {scope: 'openid'}})
    const back = await person.open(next.url)
    assert.ok(back.left)
    const after = await next.finish(back.url)
    assert.notEqual(decodeProtectedHeader(before.id_token!).kid, decodeProtectedHeader(after.id_token!).kid)
    assert.equal((await oidc.tokenIntrospection(next.config, before.access_token)).active, true)
  })
})
