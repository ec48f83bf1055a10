import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type CrookedIssuer, crookedIssuer} from '../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider, signerKeys} from '../support/plain-provider.ts'
import {signed} from '../support/tokens.ts'
import {visitingWorld} from '../support/visiting.ts'
import {authctl, type TestWorld} from '../support/world.ts'

describe('authctl login, signed both ways', () => {
  let world: TestWorld
  let visited: URL[]
  beforeEach(() => {
    ;({world, visited} = visitingWorld())
  })
  afterEach(() => world.dispose())
  const login = (issuer: string, client: string, ...flags: string[]) =>
    authctl(world, 'login', '--issuer', issuer, '--client-id', client, '--store', 'none', '--json', ...flags)

  describe('at a plain provider', () => {
    let provider: PlainProvider
    before(async () => {
      provider = await plainProvider({
        features: {requestObjects: {enabled: true}, jwtResponseModes: {enabled: true}} as never,
      })
    })
    after(() => provider.stop())
    function key(): string[] {
      const path = join(world.cwd, 'client.pem')
      writeFileSync(path, String(signerKeys.ec.privateKey.export({type: 'pkcs8', format: 'pem'})))
      return ['--client-key', path]
    }

    it('--jar sends nothing but what the client’s key vouches for', async () => {
      const {status, stdout} = await login(provider.issuer, 'signer', '--jar', ...key())
      assert.equal(status, 0, stdout)
      assert.deepEqual([...visited[0]!.searchParams.keys()].sort(), ['client_id', 'request'])
      const [head, body] = visited[0]!.searchParams
        .get('request')!
        .split('.')
        .slice(0, 2)
        .map(part => JSON.parse(Buffer.from(part, 'base64url').toString()))
      assert.deepEqual([head.typ, head.alg], ['oauth-authz-req+jwt', 'ES256'])
      assert.deepEqual([body.iss, body.aud, body.response_type], ['signer', provider.issuer, 'code'])
      assert.ok(body.code_challenge && body.state && body.nonce)
    })

    it('--jar --par pushes it', async () => {
      const {status, stdout} = await login(provider.issuer, 'signer', '--jar', '--par', ...key())
      assert.equal(status, 0, stdout)
      assert.deepEqual([...visited[0]!.searchParams.keys()].sort(), ['client_id', 'request_uri'])
      assert.ok(provider.at('/request').at(-1)?.body.has('request'))
    })

    it('--jar asks for the key', async () => {
      const {status, json} = await login(provider.issuer, 'cli', '--jar')
      assert.deepEqual([status, json().error.code], [2, 'input_required'])
      assert.deepEqual(visited, [])
    })

    it('--jarm takes an answer that the issuer signed', async () => {
      const {status, json, stdout} = await login(provider.issuer, 'cli', '--jarm')
      assert.equal(status, 0, stdout)
      assert.equal(json().subject, 'ada')
      assert.equal(visited[0]!.searchParams.get('response_mode'), 'jwt')
    })
  })

  describe('--jarm, at a server of a mind of its own', () => {
    let issuer: CrookedIssuer
    beforeEach(async () => {
      issuer = await crookedIssuer()
    })
    afterEach(() => issuer.stop())

    /** The sign-in page comes back with what `answer` makes of the state. */
    function comesBack(answer: (state: string) => Record<string, string>): void {
      issuer.on('/authorize', ({url}, res) => {
        const back = new URL(url.searchParams.get('redirect_uri') ?? '')
        back.search = String(new URLSearchParams(answer(url.searchParams.get('state') ?? '')))
        res.writeHead(302, {location: back.href}).end()
      })
    }
    const said = (state: string, changes = {}) => {
      const now = Math.floor(Date.now() / 1000)
      return {iss: issuer.issuer, aud: 'cli', exp: now + 60, iat: now, code: 'c', state, ...changes}
    }

    for (const [what, answer] of [
      ['is not signed', state => ({code: 'c', state})],
      ['is signed by another', state => ({response: signed(signerKeys.rsa, said(state))})],
      ['is for another client', state => ({response: signed(issuer.key, said(state, {aud: 'other'}))})],
      ['is of another issuer', state => ({response: signed(issuer.key, said(state, {iss: 'https://x.example'}))})],
      ['is to another request', () => ({response: signed(issuer.key, said('other'))})],
      ['is over', state => ({response: signed(issuer.key, said(state, {exp: 1}))})],
      [
        'is a refusal',
        state => ({response: signed(issuer.key, said(state, {code: undefined, error: 'access_denied'}))}),
      ],
    ] as [string, (state: string) => Record<string, string>][])
      it(`asks for no token when the answer ${what}`, async () => {
        comesBack(answer)
        const {status, json} = await login(issuer.issuer, 'cli', '--jarm')
        assert.ok(status === 4 || status === 6, json().error.message)
        assert.ok(json().error.message.endsWith('.'))
        assert.equal(issuer.at('/token').length, 0)
      })

    it('takes no signed answer that was not asked for', async () => {
      comesBack(state => ({response: signed(issuer.key, said(state))}))
      const {status} = await login(issuer.issuer, 'cli')
      assert.equal(status, 4)
      assert.equal(issuer.at('/token').length, 0)
    })
  })
})
