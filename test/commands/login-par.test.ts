import assert from 'node:assert/strict'
import {type CrookedIssuer, crookedIssuer, json} from '../support/crooked-issuer.ts'
import {plainProvider} from '../support/plain-provider.ts'
import {visitingWorld} from '../support/visiting.ts'
import {authctl, type TestWorld} from '../support/world.ts'

describe('authctl login --par', () => {
  let world: TestWorld
  let visited: URL[]
  beforeEach(() => {
    ;({world, visited} = visitingWorld())
  })
  afterEach(() => world.dispose())
  const login = (issuer: string, ...flags: string[]) =>
    authctl(world, 'login', '--issuer', issuer, '--client-id', 'cli', '--par', '--store', 'none', '--json', ...flags)

  it('pushes the request, so that the browser carries none of it', async () => {
    const provider = await plainProvider()
    const {status, stdout} = await login(provider.issuer, '--scope', 'openid', '--login-hint', 'ada@example.com')
    assert.equal(status, 0, stdout)
    assert.deepEqual([...visited[0]!.searchParams.keys()].sort(), ['client_id', 'request_uri'])
    const [pushed, ...more] = provider.at('/request')
    assert.deepEqual(more, [])
    const {state, nonce, code_challenge, redirect_uri, ...asked} = Object.fromEntries(pushed!.body)
    assert.ok(state && nonce && code_challenge && redirect_uri)
    assert.deepEqual(asked, {
      client_id: 'cli',
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
      login_hint: 'ada@example.com',
    })
    await provider.stop()
  })

  it('uses a new request for each sign-in', async () => {
    const provider = await plainProvider()
    await login(provider.issuer)
    await login(provider.issuer)
    const [one, two] = visited.map(url => url.searchParams.get('request_uri'))
    assert.ok(one && two && one !== two)
    await provider.stop()
  })

  describe('at a server of a mind of its own', () => {
    let issuer: CrookedIssuer
    beforeEach(async () => {
      issuer = await crookedIssuer()
    })
    afterEach(() => issuer.stop())

    it('says that there is nowhere to push to', async () => {
      const {status, json: said} = await login(issuer.issuer)
      assert.deepEqual([status, said().error.code], [2, 'unsupported'])
      assert.match(said().error.message, /pushed_authorization_request_endpoint/)
    })

    for (const [what, status, answer, code] of [
      ['200 in place of 201', 200, {request_uri: 'urn:x', expires_in: 60}, 'unreachable'],
      ['no request_uri', 201, {expires_in: 60}, 'unreachable'],
      ['a refusal', 400, {error: 'invalid_request', error_description: 'no'}, 'denied'],
    ] as const)
      it(`opens no browser after ${what}`, async () => {
        issuer.describe({pushed_authorization_request_endpoint: `${issuer.issuer}/par`})
        issuer.on('/par', (_one, res) => json(res, answer, status))
        const {json: said} = await login(issuer.issuer)
        assert.equal(said().error.code, code)
        assert.deepEqual(visited, [])
      })
  })
})
