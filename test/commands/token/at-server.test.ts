import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {TokenSet} from '../../../src/lib/grants/token-set.ts'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {saveSession} from '../../../src/lib/session/sessions.ts'
import {json as answer, type CrookedIssuer, crookedIssuer} from '../../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider} from '../../support/plain-provider.ts'
import {adasTokens, unsignedToken} from '../../support/sessions.ts'
import {signingIn} from '../../support/signing-in.ts'
import {poolId, testStack} from '../../support/stack.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../../support/world.ts'

describe('authctl token introspect and token revoke', () => {
  const worlds: TestWorld[] = []
  const piping = (input: string, changes = {}) => {
    const world = testWorld({terminal: silentTerminal(input), ...changes})
    worlds.push(world)
    return world
  }
  after(() => {
    for (const world of worlds) world.dispose()
  })
  const atTerminal = () => piping('', {terminal: {...silentTerminal(), inputIsTerminal: true}})

  describe('at a plain provider', () => {
    let provider: PlainProvider
    let profile: Profile
    let connection: string[]
    let tokens: TokenSet
    before(async () => {
      provider = await plainProvider()
      profile = {name: 'direct', issuer: provider.issuer, clientId: 'cli'}
      connection = ['--issuer', provider.issuer, '--client-id', 'cli']
    })
    beforeEach(async () => {
      tokens = await signingIn({...profile, scopes: ['openid', 'notes:read']}).done
    })
    after(() => provider.stop())

    it('asks about the token on standard input, and answers in the words of the RFC', async () => {
      const {status, json, stderr} = await authctl(
        piping(`Bearer ${tokens.accessToken}\n`),
        ...['token', 'introspect', '--hint', 'access', ...connection, '--json'],
      )
      const {exp, iat, ...rest} = json()
      assert.ok(exp > iat)
      assert.deepEqual(rest, {
        active: true,
        sub: 'ada',
        client_id: 'cli',
        iss: provider.issuer,
        scope: 'openid notes:read',
        token_type: 'Bearer',
      })
      assert.deepEqual([status, stderr], [0, ''])
      const {query, body} = provider.at('/token/introspection').at(-1)!
      assert.equal(query.toString(), '', 'a token is never in an address')
      assert.equal(body.get('token_type_hint'), 'access_token')
    })

    it('says it in words', async () => {
      const {stdout} = await authctl(piping(tokens.accessToken), 'token', 'introspect', ...connection)
      assert.match(stdout, /^Active · ends in (59 minutes|1 hour)\n\n {2}sub +ada\n/)
      assert.ok(!stdout.includes(tokens.accessToken))
    })

    it('knows that a token was revoked, and ends with status 6', async () => {
      const revoked = await authctl(piping(tokens.refreshToken!), 'token', 'revoke', '-', ...connection, '--json')
      assert.deepEqual([revoked.status, revoked.json()], [0, {revoked: true, issuer: provider.issuer}])
      const {status, json, stderr} = await authctl(
        piping(tokens.refreshToken!),
        ...['token', 'introspect', ...connection, '--json'],
      )
      assert.deepEqual([status, json(), stderr], [6, {active: false}, ''])
      const inWords = await authctl(piping(tokens.refreshToken!), 'token', 'introspect', ...connection)
      assert.match(inWords.stdout, /^Not active · ended, revoked, or never issued there/)
    })

    it('takes a token nobody issued for revoked, as the server does', async () => {
      const {status, stdout} = await authctl(piping('made-up-token'), 'token', 'revoke', ...connection)
      assert.deepEqual(
        [status, stdout.split('\n', 1)[0]],
        [0, `Revoked at ${provider.issuer}. A token it does not know counts as revoked, too.`],
      )
    })

    it('asks about and revokes tokens of the session, which is still kept', async () => {
      const world = atTerminal()
      await saveSession(world, profile, 'default', tokens, 'plaintext')
      const session = (...words: string[]) => authctl(world, ...words, ...connection, '--json')
      assert.equal((await session('token', 'introspect')).json().scope, 'openid notes:read')
      assert.deepEqual((await session('token', 'revoke')).json(), {
        revoked: true,
        issuer: provider.issuer,
        kind: 'refresh',
        profile: 'direct',
        identity: 'default',
      })
      assert.deepEqual((await session('token', 'introspect', '--stored', 'refresh')).json(), {active: false})
      assert.equal((await session('status')).json().signedIn, true)
    })

    it('means the session of an identity that is named, whatever is on standard input', async () => {
      const world = piping('not this one')
      await saveSession(world, profile, 'grace', tokens, 'plaintext')
      const {json} = await authctl(world, 'token', 'introspect', '--as', 'grace', ...connection, '--json')
      assert.equal(json().active, true)
      const nobody = await authctl(world, 'token', 'introspect', '--as', 'linus', ...connection, '--json')
      assert.deepEqual([nobody.status, nobody.json().error.code], [3, 'not_signed_in'])
    })

    it('reads what is piped in, whoever AUTHCTL_AS names', async () => {
      const world = piping(tokens.refreshToken!, {env: {AUTHCTL_AS: 'grace'}})
      process.env.AUTHCTL_AS = 'grace'
      try {
        const {json} = await authctl(world, 'token', 'revoke', ...connection, '--json')
        assert.deepEqual(json(), {revoked: true, issuer: provider.issuer})
      } finally {
        delete process.env.AUTHCTL_AS
      }
    })

    it('says which kind of token a session lacks', async () => {
      const world = atTerminal()
      const {refreshToken: _, ...bare} = tokens
      await saveSession(world, profile, 'default', bare, 'plaintext')
      const {status, json} = await authctl(world, 'token', 'revoke', ...connection, '--json')
      assert.deepEqual([status, json().error.code], [5, 'not_found'])
      assert.match(json().error.message, /has no refresh token/)
    })

    it('proves a confidential client by its secret', async () => {
      const world = piping(tokens.accessToken)
      writeFileSync(join(world.cwd, 'secret.txt'), 'a secret: with %, + and /?\n')
      const {json} = await authctl(
        world,
        ...['token', 'introspect', '--issuer', provider.issuer, '--client-id', 'confidential'],
        ...['--client-secret-file', join(world.cwd, 'secret.txt'), '--json'],
      )
      assert.equal(json().active, true)
      assert.match(provider.at('/token/introspection').at(-1)?.authorization ?? '', /^Basic /)
    })

    it('reads one thing from standard input, not two', async () => {
      const {status, json} = await authctl(
        piping('either'),
        ...['token', 'introspect', ...connection, '--client-secret-stdin', '--json'],
      )
      assert.deepEqual([status, json().error.code], [2, 'usage'])
      assert.match(json().error.message, /cannot hold the token and the client’s secret/)
    })

    it('takes no token as an argument, and does not repeat it', async () => {
      for (const verb of ['introspect', 'revoke']) {
        const {status, stderr} = await authctl(atTerminal(), 'token', verb, tokens.accessToken, ...connection)
        assert.equal(status, 2)
        assert.ok(!stderr.includes(tokens.accessToken))
      }
    })

    it('shows a token of another issuer to nobody', async () => {
      const before = provider.seen.length
      const foreign = unsignedToken({iss: 'https://other.example', sub: 'ada'})
      for (const verb of ['introspect', 'revoke']) {
        const {status, json} = await authctl(piping(foreign), 'token', verb, ...connection, '--json')
        assert.deepEqual([status, json().error.code], [2, 'usage'])
        assert.match(json().error.message, /issued by https:\/\/other.example; nothing was sent/)
      }
      assert.equal(provider.seen.length, before)
    })

    it('shows a session to nobody but its issuer and client', async () => {
      const world = atTerminal()
      await saveSession(world, profile, 'default', {...tokens, clientId: 'another'}, 'plaintext')
      const before = provider.seen.length
      for (const verb of ['introspect', 'revoke']) {
        const {status, json} = await authctl(world, 'token', verb, ...connection, '--json')
        assert.deepEqual([status, json().error.code], [3, 'session_ended'])
      }
      assert.equal(provider.seen.length, before)
    })
  })

  describe('on the local stack', () => {
    it('revokes at the pool, which does not introspect, and introspects at the standard issuer', async () => {
      const stack = await testStack()
      const pool = ['--issuer', `${stack.url}/${poolId}`, '--client-id', 'localcli']
      const revoked = await authctl(piping('a-token'), 'token', 'revoke', ...pool, '--json')
      assert.deepEqual([revoked.status, revoked.json().revoked], [0, true])
      const introspected = await authctl(piping('a-token'), 'token', 'introspect', ...pool, '--json')
      assert.deepEqual([introspected.status, introspected.json().error.code], [2, 'unsupported'])
      assert.match(introspected.json().error.hints[0], /^authctl token verify/)
      const standard = ['--issuer', `${stack.url}/standard`, '--client-id', 'localcli']
      const unknown = await authctl(piping('a-token'), 'token', 'introspect', ...standard, '--json')
      await stack.stop()
      assert.deepEqual([unknown.status, unknown.json()], [6, {active: false}])
    })
  })

  it('asks no Cognito pool what Cognito cannot do', async () => {
    const pool = ['--user-pool-id', 'eu-west-1_Abcdefghi', '--client-id', 'web', '--json']
    const silent = (input = 'a-token') => piping(input, {fetch: () => assert.fail('nobody may be asked')})
    const {status, json} = await authctl(silent(), 'token', 'introspect', ...pool)
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
    const access = await authctl(silent(), 'token', 'revoke', '--hint', 'access', ...pool)
    assert.deepEqual([access.status, access.json().error.code], [2, 'unsupported'])
  })

  describe('at an issuer that misbehaves', () => {
    let issuer: CrookedIssuer
    beforeEach(async () => {
      issuer = await crookedIssuer()
      issuer.describe({introspection_endpoint: `${issuer.issuer}/introspect`})
      issuer.on('/introspect', () => ({active: true}))
      issuer.on('/revoke', (_one, res) => res.writeHead(200).end())
    })
    afterEach(() => issuer.stop())
    const secret = 'token-nobody-may-see'
    const slept = {clock: {now: () => Date.now(), sleep: async () => {}}}
    const ask = (verb: string) =>
      authctl(piping(secret, slept), ...['token', verb, '--issuer', issuer.issuer, '--client-id', 'cli', '--json'])

    type Row = [verb: string, what: string, code: string, status: number, spoil: () => void]
    const refusing =
      (path: string, error: string, status: number): (() => void) =>
      () =>
        issuer.on(path, (_one, res) => answer(res, {error, error_description: `no ${secret}`}, status))
    const rows: Row[] = [
      ['introspect', 'active is a word', 'unreachable', 7, () => issuer.on('/introspect', () => ({active: 'true'}))],
      ['introspect', 'active is missing', 'unreachable', 7, () => issuer.on('/introspect', () => ({}))],
      ['introspect', 'the answer is a list', 'unreachable', 7, () => issuer.on('/introspect', () => [])],
      ['introspect', 'the client may not ask', 'denied', 4, refusing('/introspect', 'invalid_client', 401)],
      [
        'introspect',
        'it has no such endpoint',
        'unsupported',
        2,
        () => issuer.describe({introspection_endpoint: undefined}),
      ],
      [
        'introspect',
        'its endpoint is a stranger’s',
        'denied',
        4,
        () => issuer.describe({introspection_endpoint: 'https://evil.example/'}),
      ],
      [
        'introspect',
        'its endpoint is on plain http',
        'unreachable',
        7,
        () => issuer.describe({introspection_endpoint: 'http://evil.example/'}),
      ],
      [
        'introspect',
        'it redirects',
        'unreachable',
        7,
        () => issuer.on('/introspect', (_one, res) => res.writeHead(307, {location: '/token'}).end()),
      ],
      ['revoke', 'the kind cannot be revoked', 'unsupported', 2, refusing('/revoke', 'unsupported_token_type', 400)],
      ['revoke', 'the client may not', 'denied', 4, refusing('/revoke', 'invalid_client', 401)],
      [
        'revoke',
        'it is busy for good',
        'throttled',
        7,
        () => issuer.on('/revoke', (_one, res) => res.writeHead(503, {'retry-after': '1'}).end()),
      ],
      ['revoke', 'it has no such endpoint', 'unsupported', 2, () => issuer.describe({revocation_endpoint: undefined})],
      [
        'revoke',
        'its endpoint is a stranger’s',
        'denied',
        4,
        () => issuer.describe({revocation_endpoint: 'https://evil.example/'}),
      ],
      [
        'revoke',
        'it redirects',
        'unreachable',
        7,
        () => issuer.on('/revoke', (_one, res) => res.writeHead(302, {location: '/'}).end()),
      ],
    ]
    for (const [verb, what, code, expected, spoil] of rows)
      it(`${verb} stops with ${code} when ${what}`, async () => {
        spoil()
        const {status, json, stdout} = await ask(verb)
        assert.deepEqual([status, json().error.code], [expected, code], stdout)
        assert.ok(!stdout.includes(secret), 'what it was told in confidence is not repeated')
      })

    it('waits when the server is busy, then revokes', async () => {
      let busy = 2
      issuer.on('/revoke', (_one, res) => res.writeHead(busy-- > 0 ? 503 : 200, {'retry-after': '1'}).end())
      assert.equal((await ask('revoke')).status, 0)
      assert.equal(issuer.at('/revoke').length, 3)
    })

    it('cuts the token out of an answer that repeats it', async () => {
      issuer.on('/introspect', () => ({active: true, token: secret, note: `about ${secret}`}))
      assert.deepEqual((await ask('introspect')).json(), {active: true, token: '•••', note: 'about •••'})
    })

    it('keeps a refresh token of a session from an endpoint that moved', async () => {
      const world = atTerminal()
      const tokens = adasTokens({issuer: issuer.issuer, clientId: 'cli', tokenEndpoint: `${issuer.issuer}/token`})
      await saveSession(world, {name: 'direct'}, 'default', tokens, 'plaintext')
      issuer.describe({revocation_endpoint: 'https://evil.example/revoke'})
      const {status} = await authctl(world, 'token', 'revoke', '--issuer', issuer.issuer, '--client-id', 'cli')
      assert.equal(status, 4)
    })
  })
})
