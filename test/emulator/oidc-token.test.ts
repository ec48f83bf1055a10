import assert from 'node:assert/strict'
import {GetTokensFromRefreshTokenCommand, InitiateAuthCommand} from '@aws-sdk/client-cognito-identity-provider'
import {decodeJwt} from 'jose'
import * as oidc from 'openid-client'
import {beginFlow, callback, discovered, type FlowOptions, machineSecret, webSecret} from '../support/pkce.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'

const web: FlowOptions = {
  client: 'localweb',
  auth: oidc.ClientSecretBasic(webSecret),
  parameters: {scope: 'openid email'},
}

describe('/oauth2/token and what follows from it', () => {
  let stack: TestStack

  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  async function signedIn(options: FlowOptions = {}) {
    const flow = await beginFlow(stack, options)
    const back = await visitor(stack.url).signIn(flow.url)
    return {...flow, back, tokens: await flow.finish(back)}
  }

  /** What a form gets: status and body. */
  async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
    const answer = await fetch(stack.url + path, {method: 'POST', body: new URLSearchParams(form), headers})
    const text = await answer.text()
    return {status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers}
  }
  const token = (form: Record<string, string>, headers?: Record<string, string>) => post('/oauth2/token', form, headers)
  const userInfo = (accessToken: string) =>
    fetch(`${stack.url}/oauth2/userInfo`, {headers: {authorization: `Bearer ${accessToken}`}})

  describe('codes', () => {
    it('serve once; a second use revokes what the first was given', async () => {
      const {back, tokens, config, finish} = await signedIn()
      assert.equal((await userInfo(tokens.access_token)).status, 200)
      await assert.rejects(finish(back), {error: 'invalid_grant'})
      await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!), {error: 'invalid_grant'})
      assert.equal((await userInfo(tokens.access_token)).status, 401)
    })

    it('end after five minutes of the stack’s clock', async () => {
      const flow = await beginFlow(stack)
      const back = await visitor(stack.url).signIn(flow.url)
      stack.clock.advance(5 * 60_000 + 1000)
      await assert.rejects(flow.finish(back), {error: 'invalid_grant'})
    })

    const wrongs: [string, Record<string, string>][] = [
      ['another verifier', {code_verifier: 'y'.repeat(43)}],
      ['no verifier', {code_verifier: ''}],
      ['another redirect_uri', {redirect_uri: 'http://localhost:8401/callback'}],
      ['another client', {client_id: 'localweb', client_secret: webSecret}],
    ]
    for (const [what, change] of wrongs)
      it(`are refused to ${what}`, async () => {
        const flow = await beginFlow(stack)
        const back = await visitor(stack.url).signIn(flow.url)
        const code = back.searchParams.get('code')!
        const form = {grant_type: 'authorization_code', code, redirect_uri: callback, client_id: 'localcli', ...change}
        const answer = await token(form)
        assert.deepEqual([answer.status, answer.body], [400, {error: 'invalid_grant'}])
      })

    it('are refused to a verifier where the request had no challenge', async () => {
      const flow = await beginFlow(stack)
      const url = new URL(flow.url)
      for (const name of ['code_challenge', 'code_challenge_method']) url.searchParams.delete(name)
      await assert.rejects(flow.finish(await visitor(stack.url).signIn(url.href)), {error: 'invalid_grant'})
    })

    it('are exchanged once even when two requests race', async () => {
      const flow = await beginFlow(stack)
      const back = await visitor(stack.url).signIn(flow.url)
      const outcomes = await Promise.allSettled([flow.finish(back), flow.finish(back)])
      assert.deepEqual(outcomes.map(({status}) => status).sort(), ['fulfilled', 'rejected'])
    })
  })

  describe('refresh tokens', () => {
    it('stay the same without rotation, and keep the time of sign-in', async () => {
      const {config, tokens} = await signedIn()
      stack.clock.advance(3_600_000)
      const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token!)
      assert.deepEqual(Object.keys(fresh), ['id_token', 'access_token', 'expires_in', 'token_type'])
      const [before, after] = [decodeJwt(tokens.access_token), decodeJwt(fresh.access_token)]
      assert.deepEqual(
        [after.auth_time, after.origin_jti, after.scope],
        [before.auth_time, before.origin_jti, before.scope],
      )
      assert.ok(after.iat! - before.iat! >= 3600)
    })

    it('are the Cognito API’s too', async () => {
      const {tokens} = await signedIn()
      const AuthParameters = {REFRESH_TOKEN: tokens.refresh_token!}
      const {AuthenticationResult} = await stack.cognito.send(
        new InitiateAuthCommand({AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: 'localcli', AuthParameters}),
      )
      assert.equal(decodeJwt(AuthenticationResult!.AccessToken!).username, 'ada')
    })

    it('rotate where the client says so, and a used one is refused', async () => {
      const {config, tokens} = await signedIn(web)
      const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token!)
      assert.notEqual(fresh.refresh_token, tokens.refresh_token)
      stack.clock.advance(61_000)
      await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!), {error: 'invalid_grant'})
      const further = await stack.cognito.send(
        new GetTokensFromRefreshTokenCommand({
          ClientId: 'localweb',
          ClientSecret: webSecret,
          RefreshToken: fresh.refresh_token!,
        }),
      )
      assert.equal(typeof further.AuthenticationResult?.RefreshToken, 'string')
    })

    it('end with their user', async () => {
      const {config, tokens} = await signedIn()
      stack.state.pools.get(poolId)!.users.get('ada')!.enabled = false
      await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!), {error: 'invalid_grant'})
    })
  })

  describe('client credentials', () => {
    for (const [method, auth] of [
      ['basic', oidc.ClientSecretBasic(machineSecret)],
      ['post', oidc.ClientSecretPost(machineSecret)],
    ] as const)
      it(`work by client_secret_${method}`, async () => {
        const config = await discovered(stack, {client: 'localmachine', auth})
        const tokens = await oidc.clientCredentialsGrant(config, {scope: 'notes/read'})
        const {iat, exp, jti, auth_time, ...claims} = decodeJwt(tokens.access_token)
        assert.deepEqual(claims, {
          sub: 'localmachine',
          token_use: 'access',
          scope: 'notes/read',
          iss: `${stack.url}/${poolId}`,
          version: 2,
          client_id: 'localmachine',
        })
      })

    it('give all the client may have when no scope is named, and say nothing of it in the answer', async () => {
      const form = {grant_type: 'client_credentials', client_id: 'localmachine', client_secret: machineSecret}
      const {body, headers} = await token(form)
      assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'token_type'])
      assert.equal(decodeJwt(body.access_token).scope, 'notes/read notes/write')
      assert.equal(headers.get('content-type'), 'application/json;charset=UTF-8')
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.equal(headers.get('access-control-allow-origin'), '*')
      assert.equal(headers.get('access-control-allow-credentials'), null)
    })
  })

  const machine = {grant_type: 'client_credentials', client_id: 'localmachine', client_secret: machineSecret}
  const refusals: [string, Record<string, string>, string][] = [
    ['a wrong secret', {...machine, client_secret: 'wrong'}, 'invalid_client'],
    ['no secret', {...machine, client_secret: ''}, 'invalid_client'],
    ['an unknown client', {...machine, client_id: 'nobody'}, 'invalid_client'],
    ['no client', {grant_type: 'client_credentials'}, 'invalid_request'],
    ['a scope nobody has heard of', {...machine, scope: 'notes/burn'}, 'invalid_scope'],
    ['a system scope for a machine', {...machine, scope: 'openid'}, 'invalid_scope'],
    [
      'a flow the client does not have',
      {grant_type: 'client_credentials', client_id: 'localcli'},
      'unauthorized_client',
    ],
    ['no grant_type', {client_id: 'localcli'}, 'invalid_request'],
    [
      'the device grant',
      {grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'localcli'},
      'unsupported_grant_type',
    ],
    ['the password grant', {grant_type: 'password', client_id: 'localcli'}, 'unsupported_grant_type'],
    [
      'a made-up refresh token',
      {grant_type: 'refresh_token', client_id: 'localcli', refresh_token: 'x'},
      'invalid_grant',
    ],
  ]
  for (const [what, form, error] of refusals)
    it(`answers ${what} with ${error} alone`, async () => {
      const {status, body} = await token(form)
      assert.deepEqual([status, body], [400, {error}])
    })

  it('may be called by a page of any origin', async () => {
    const asked = await fetch(`${stack.url}/oauth2/token`, {
      method: 'OPTIONS',
      headers: {origin: 'https://app.example'},
    })
    assert.deepEqual([asked.status, asked.headers.get('access-control-allow-origin')], [204, '*'])
    const answer = await token(machine, {origin: 'https://app.example'})
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, '*'])
  })

  describe('/oauth2/userInfo', () => {
    it('tells who somebody is, with verified flags as strings', async () => {
      const {tokens} = await signedIn()
      const {sub} = decodeJwt(tokens.access_token)
      assert.deepEqual(await (await userInfo(tokens.access_token)).json(), {
        email: 'ada@example.com',
        email_verified: 'true',
        sub,
        username: 'ada',
      })
    })

    it('words refusals in a header only', async () => {
      const bare = await fetch(`${stack.url}/oauth2/userInfo`)
      assert.deepEqual(
        [bare.status, bare.headers.get('www-authenticate'), await bare.text()],
        [400, 'error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"', ''],
      )
      const {tokens} = await signedIn({parameters: {scope: 'notes/read'}})
      for (const wrong of ['a.b.c', tokens.access_token]) {
        const answer = await userInfo(wrong)
        assert.deepEqual([answer.status, await answer.text()], [401, ''])
        assert.match(answer.headers.get('www-authenticate')!, /^error="invalid_token", error_description="Access token/)
      }
    })

    it('ends with the token, by the stack’s clock', async () => {
      const {tokens} = await signedIn()
      stack.clock.advance(3_601_000)
      assert.equal((await userInfo(tokens.access_token)).status, 401)
    })
  })

  describe('/oauth2/revoke', () => {
    it('revokes a refresh token and what came of it; twice is as good as once', async () => {
      const {config, tokens} = await signedIn()
      for (const _ of [1, 2]) await oidc.tokenRevocation(config, tokens.refresh_token!)
      await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!), {error: 'invalid_grant'})
      assert.equal((await userInfo(tokens.access_token)).status, 401)
    })

    it('refuses access tokens, strangers, and forms without a token', async () => {
      const {tokens} = await signedIn()
      const revoke = async (form: Record<string, string>) => {
        const {status, body} = await post('/oauth2/revoke', form)
        return [status, body]
      }
      const own = {client_id: 'localcli'}
      assert.deepEqual(await revoke({...own, token: tokens.access_token}), [400, {error: 'unsupported_token_type'}])
      assert.deepEqual(await revoke(own), [400, {error: 'invalid_request'}])
      assert.deepEqual(await revoke({client_id: 'nobody', token: 'x'}), [401, {error: 'invalid_client'}])
      assert.deepEqual(await revoke({client_id: 'localweb', token: 'x'}), [401, {error: 'invalid_client'}])
      assert.deepEqual(await revoke({...own, token: 'unknown'}), [200, undefined])
    })
  })
})
