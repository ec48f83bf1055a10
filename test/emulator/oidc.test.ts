import assert from 'node:assert/strict'
import {validateCognitoJwtFields} from 'aws-jwt-verify/cognito-verifier'
import {JwtVerifier} from 'aws-jwt-verify/jwt-verifier'
import {decodeJwt, decodeProtectedHeader} from 'jose'
import {beginFlow} from '../support/pkce.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'

describe('a pool’s issuer', () => {
  let stack: TestStack

  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  const issuer = () => `${stack.url}/${poolId}`

  it('describes itself as Cognito does, without a word of PKCE', async () => {
    const answer = await fetch(`${issuer()}/.well-known/openid-configuration`)
    assert.deepEqual(await answer.json(), {
      authorization_endpoint: `${stack.url}/oauth2/authorize`,
      end_session_endpoint: `${stack.url}/logout`,
      id_token_signing_alg_values_supported: ['RS256'],
      issuer: issuer(),
      jwks_uri: `${issuer()}/.well-known/jwks.json`,
      response_types_supported: ['code', 'token'],
      revocation_endpoint: `${stack.url}/oauth2/revoke`,
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      token_endpoint: `${stack.url}/oauth2/token`,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      userinfo_endpoint: `${stack.url}/oauth2/userInfo`,
    })
    assert.equal((await fetch(`${stack.url}/us-east-1_Nowhere/.well-known/openid-configuration`)).status, 404)
  })

  it('signs ada in by code and PKCE, with exactly Cognito’s claims', async () => {
    const flow = await beginFlow(stack, {parameters: {nonce: 'a-nonce'}})
    const tokens = await flow.finish(await visitor(stack.url).signIn(flow.url))
    assert.deepEqual(Object.keys(tokens), ['id_token', 'access_token', 'expires_in', 'token_type', 'refresh_token'])
    const [access, id] = [decodeJwt(tokens.access_token), decodeJwt(tokens.id_token!)]
    const {sub, event_id, origin_jti, jti, auth_time, exp, iat, ...stable} = access
    assert.deepEqual(stable, {
      'cognito:groups': ['admins', 'editors'],
      iss: issuer(),
      version: 2,
      client_id: 'localcli',
      token_use: 'access',
      scope: 'openid email notes/read',
      username: 'ada',
    })
    assert.equal(exp! - iat!, 3600)
    const {at_hash, jti: idJti, exp: idExp, iat: idIat, ...stableId} = id
    assert.deepEqual(stableId, {
      sub,
      event_id,
      origin_jti,
      auth_time,
      email: 'ada@example.com',
      email_verified: true,
      'cognito:groups': ['admins', 'editors'],
      'cognito:username': 'ada',
      iss: issuer(),
      aud: 'localcli',
      token_use: 'id',
      nonce: 'a-nonce',
    })
    assert.notEqual(jti, idJti)
    const headers = [tokens.access_token, tokens.id_token!].map(decodeProtectedHeader)
    assert.notEqual(headers[0]!.kid, headers[1]!.kid)
    for (const header of headers) assert.deepEqual(Object.keys(header), ['kid', 'alg'])
  })

  it('satisfies AWS’s own verifier', async () => {
    const flow = await beginFlow(stack)
    const tokens = await flow.finish(await visitor(stack.url).signIn(flow.url))
    const verifier = JwtVerifier.create({
      issuer: issuer(),
      audience: null,
      jwksUri: `${issuer()}/.well-known/jwks.json`,
    })
    const jwks: any = await (await fetch(`${issuer()}/.well-known/jwks.json`)).json()
    verifier.cacheJwks(jwks)
    const access = verifier.verifySync(tokens.access_token)
    const common = {clientId: 'localcli', groups: 'admins'}
    validateCognitoJwtFields(access, {...common, tokenUse: 'access'})
    validateCognitoJwtFields(verifier.verifySync(tokens.id_token!), {...common, tokenUse: 'id'})
    assert.throws(() => validateCognitoJwtFields(access, {...common, tokenUse: 'id'}), /Token use/)
  })

  it('gives an ID token only with openid, and attributes by scope', async () => {
    const granted = async (scope: string) => {
      const flow = await beginFlow(stack, {parameters: {scope}})
      return flow.finish(await visitor(stack.url).signIn(flow.url))
    }
    assert.equal((await granted('notes/read')).id_token, undefined)
    const attributes = async (scope: string) => {
      const {email, name} = decodeJwt((await granted(scope)).id_token!)
      return {email, name}
    }
    assert.deepEqual(await attributes('openid'), {email: 'ada@example.com', name: 'Ada Lovelace'})
    assert.deepEqual(await attributes('openid profile'), {email: undefined, name: 'Ada Lovelace'})
    assert.equal(
      decodeJwt((await granted('')).access_token).scope,
      'openid email profile notes/read notes/write aws.cognito.signin.user.admin',
    )
  })

  it('knows a browser again for an hour from its sign-in, however often it returns', async () => {
    const person = visitor(stack.url)
    const first = await beginFlow(stack)
    await person.signIn(first.url)
    stack.clock.advance(50 * 60_000)
    const second = await beginFlow(stack)
    const back = await person.open(second.url)
    assert.ok(back.left)
    const tokens = await second.finish(back.url)
    const {auth_time, iat} = decodeJwt(tokens.access_token) as {auth_time: number; iat: number}
    assert.ok(Math.abs(iat - auth_time - 3000) <= 2)
    stack.clock.advance(11 * 60_000)
    assert.match((await person.open((await beginFlow(stack)).url)).html, /<h1>Sign in<\/h1>/)
  })

  it('asks again for prompt=login, and lets somebody else take over the browser', async () => {
    const person = visitor(stack.url)
    await person.signIn((await beginFlow(stack)).url)
    const again = await beginFlow(stack, {parameters: {prompt: 'login'}})
    const tokens = await again.finish(await person.signIn(again.url, 'grace'))
    assert.equal(decodeJwt(tokens.access_token).username, 'grace')
    const third = await beginFlow(stack)
    assert.equal(decodeJwt((await third.finish(await person.signIn(third.url))).access_token).username, 'grace')
  })

  it('ends the session at /logout, in both of its forms', async () => {
    const person = visitor(stack.url)
    await person.signIn((await beginFlow(stack)).url)
    const out = await person.open(
      `${stack.url}/logout?client_id=localcli&logout_uri=${encodeURIComponent('http://localhost:8400/signed-out')}`,
    )
    assert.equal(out.url.href, 'http://localhost:8400/signed-out')
    await person.signIn((await beginFlow(stack)).url)
    const {url} = await beginFlow(stack)
    const page = await person.open(url.replace('/oauth2/authorize', '/logout'))
    assert.match(page.html, /<h1>Sign in<\/h1>/)
    const elsewhere = await person.open(`${stack.url}/logout?client_id=localcli&logout_uri=http://evil.example/`)
    assert.equal(elsewhere.url.search, '?error=redirect_mismatch&client_id=localcli')
  })

  it('prints nothing: the engine’s notices would end up in a program’s answer', async () => {
    const said: unknown[] = []
    const {info, warn, log, error} = console
    console.info = console.warn = console.log = console.error = (...words) => said.push(words)
    try {
      const flow = await beginFlow(stack)
      await flow.finish(await visitor(stack.url).signIn(flow.url))
    } finally {
      Object.assign(console, {info, warn, log, error})
    }
    assert.deepEqual(said, [])
  })
})
