import assert from 'node:assert/strict'
import {beginFlow, callback, type FlowOptions, webSecret} from '../support/pkce.ts'
import {type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'

describe('/oauth2/authorize', () => {
  let stack: TestStack
  let logged: string[]

  before(async () => {
    logged = []
    stack = await testStack({log: line => logged.push(line)})
  })
  after(() => stack.stop())

  const asked = async (parameters: Record<string, string>, options: FlowOptions = {}) => {
    const flow = await beginFlow(stack, {...options, parameters: {state: 'a state', ...parameters}})
    return new URL(flow.url)
  }

  it('is a 302 to /login with the same parameters', async () => {
    const url = await asked({})
    const answer = await fetch(url, {redirect: 'manual'})
    const login = new URL(answer.headers.get('location')!, stack.url)
    assert.deepEqual([answer.status, login.pathname], [302, '/login'])
    for (const [name, value] of url.searchParams) assert.equal(login.searchParams.get(name), value, name)
  })

  it('begins a sign-in at /login just as well', async () => {
    const {search} = await asked({})
    assert.match((await visitor(stack.url).open(`${stack.url}/login${search}`)).html, /<h1>Sign in<\/h1>/)
  })

  const deadEnds: [string, Record<string, string>, string, RegExp][] = [
    [
      'a port that is not registered',
      {redirect_uri: 'http://localhost:9999/callback'},
      'redirect_mismatch',
      /localhost:9999.*registered: http:\/\/localhost:8400/,
    ],
    [
      '127.0.0.1 for localhost',
      {redirect_uri: 'http://127.0.0.1:8400/callback'},
      'redirect_mismatch',
      /127\.0\.0\.1:8400/,
    ],
    ['a trailing slash', {redirect_uri: `${callback}/`}, 'redirect_mismatch', /callback\//],
    ['a foreign page', {redirect_uri: 'https://evil.example/'}, 'redirect_mismatch', /evil\.example/],
    ['a client nobody knows', {client_id: 'nobody'}, 'invalid_client', /no app client has the id nobody/],
  ]
  for (const [what, parameters, error, reason] of deadEnds)
    it(`sends nobody on for ${what}: an error page, and the reason in the log`, async () => {
      logged.length = 0
      const page = await visitor(stack.url).open((await asked(parameters)).href)
      const clientId = parameters.client_id ?? 'localcli'
      assert.equal(page.url.href, `${stack.url}/error?error=${error}&client_id=${clientId}`)
      assert.equal(page.status, 400)
      assert.match(logged.join('\n'), reason)
    })

  const refusals: [string, Record<string, string>, string, FlowOptions?][] = [
    ['PKCE by plain', {code_challenge_method: 'plain'}, 'invalid_request'],
    ['a challenge without a method', {code_challenge_method: ''}, 'invalid_request'],
    ['no response_type', {response_type: ''}, 'invalid_request'],
    ['the implicit flow', {response_type: 'token'}, 'unauthorized_client'],
    ['a scope nobody has heard of', {scope: 'openid notes/burn'}, 'invalid_scope'],
    ['a scope the client may not have', {scope: 'openid notes/write'}, 'invalid_scope', {client: 'localweb'}],
    ['email without openid', {scope: 'email'}, 'invalid_scope'],
    ['prompt=none while nobody is signed in', {prompt: 'none'}, 'login_required'],
  ]
  for (const [what, parameters, error, options] of refusals)
    it(`answers ${what} with ${error}, at the callback`, async () => {
      const url = await asked(parameters, options)
      for (const [name, value] of [...url.searchParams]) if (value === '') url.searchParams.delete(name)
      const {left, url: back} = await visitor(stack.url).open(url.href)
      assert.ok(left)
      assert.deepEqual(
        [back.origin + back.pathname, Object.fromEntries(back.searchParams)],
        [callback, {error, state: 'a state'}],
      )
    })

  it('answers with the code and the state alone', async () => {
    const back = await visitor(stack.url).signIn((await asked({})).href)
    assert.deepEqual([...back.searchParams.keys()].sort(), ['code', 'state'])
    assert.equal(back.searchParams.get('state'), 'a state')
  })

  it('works without PKCE, as Cognito does, for a client with a secret', async () => {
    const url = await asked({}, {client: 'localweb'})
    for (const name of ['code_challenge', 'code_challenge_method']) url.searchParams.delete(name)
    url.searchParams.set('scope', 'openid')
    const back = await visitor(stack.url).signIn(url.href)
    const form = {grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: callback}
    const answer = await fetch(`${stack.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({...form, client_id: 'localweb', client_secret: webSecret}),
    })
    assert.equal(answer.status, 200)
  })
})
