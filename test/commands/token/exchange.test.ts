import assert from 'node:assert/strict'
import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {TokenSet} from '../../../src/lib/grants/token-set.ts'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {saveSession} from '../../../src/lib/session/sessions.ts'
import {json as answer, type CrookedIssuer, crookedIssuer} from '../../support/crooked-issuer.ts'
import {exchanging, exchangingClient} from '../../support/exchanging.ts'
import {type PlainProvider, plainProvider} from '../../support/plain-provider.ts'
import {adasTokens} from '../../support/sessions.ts'
import {signingIn} from '../../support/signing-in.ts'
import {testStack} from '../../support/stack.ts'
import {visitor} from '../../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../../support/world.ts'

const accessType = 'urn:ietf:params:oauth:token-type:access_token'

describe('authctl token exchange', () => {
  const worlds: TestWorld[] = []
  const piping = (input = '', changes = {}) => {
    const world = testWorld({terminal: silentTerminal(input), ...changes})
    worlds.push(world)
    return world
  }
  after(() => {
    for (const world of worlds) world.dispose()
  })

  describe('at a plain provider', () => {
    let provider: PlainProvider
    let profile: Profile
    let connection: string[]
    let tokens: TokenSet
    before(async () => {
      provider = await plainProvider({clients: [exchangingClient]}, exchanging)
      profile = {name: 'direct', issuer: provider.issuer, clientId: 'exchanger'}
      connection = ['--issuer', provider.issuer, '--client-id', 'exchanger', '--json']
      tokens = await signingIn({...profile, scopes: ['openid', 'notes:read', 'notes:write']}).done
    })
    after(() => provider.stop())
    const sent = () => provider.at('/token').at(-1)!.body

    it('keeps a token for less under an identity of its own, and shows none', async () => {
      const world = piping()
      await saveSession(world, profile, 'default', tokens, 'plaintext')
      const made = await authctl(
        world,
        ...['token', 'exchange', '--scope', 'notes:read', '--audience', 'billing', '--as', 'reader'],
        ...['--store', 'plaintext', ...connection],
      )
      assert.equal(made.status, 0, made.stdout)
      const {expiresAt, ...rest} = made.json()
      assert.ok(Date.parse(expiresAt) > Date.now())
      assert.deepEqual(rest, {
        profile: 'direct',
        identity: 'reader',
        issuedTokenType: accessType,
        tokenType: 'Bearer',
        scope: 'notes:read',
        storage: 'plaintext',
      })
      assert.deepEqual(Object.fromEntries(sent()), {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        client_id: 'exchanger',
        subject_token: tokens.accessToken,
        subject_token_type: accessType,
        scope: 'notes:read',
        audience: 'billing',
      })
      const {token} = (await authctl(world, 'token', 'print', '--as', 'reader', ...connection)).json()
      assert.notEqual(token, tokens.accessToken)
      assert.ok(!made.stdout.includes(token) && !made.stderr.includes(token))
      const mine = (await authctl(world, 'token', 'print', ...connection)).json()
      assert.equal(mine.token, tokens.accessToken, 'the session it came from is as it was')
    })

    it('hands the token over, alone, when told to print it', async () => {
      const world = piping(`${tokens.accessToken}\n`)
      const {stdout, stderr, status} = await authctl(
        world,
        ...['token', 'exchange', '--subject-token-stdin', '--print', ...connection.slice(0, -1)],
      )
      assert.deepEqual([status, stderr], [0, ''])
      assert.match(stdout, /^[\w-]{20,}\n$/)
      assert.ok(!readdirSync(world.folders.data).includes('sessions'), 'nothing is kept')
    })

    it('takes AUTHCTL_AS for whose session is exchanged, and never replaces that', async () => {
      const world = piping('', {env: {AUTHCTL_AS: 'ada'}})
      await saveSession(world, profile, 'ada', tokens, 'plaintext')
      process.env.AUTHCTL_AS = 'ada'
      try {
        const nowhere = await authctl(world, 'token', 'exchange', '--store', 'plaintext', ...connection)
        assert.deepEqual([nowhere.status, nowhere.json().error.code], [2, 'input_required'])
        const made = await authctl(world, 'token', 'exchange', '--as', 'new', '--store', 'plaintext', ...connection)
        assert.deepEqual([made.status, made.json().identity], [0, 'new'])
      } finally {
        delete process.env.AUTHCTL_AS
      }
      assert.equal(sent().get('subject_token'), tokens.accessToken)
    })

    it('names who acts for whom', async () => {
      const world = piping(tokens.accessToken)
      await saveSession(world, profile, 'helpdesk', tokens, 'plaintext')
      const {json} = await authctl(
        world,
        ...['token', 'exchange', '--subject-token-stdin', '--actor-as', 'helpdesk', '--print', ...connection],
      )
      assert.deepEqual(Object.keys(json()).sort(), ['expiresAt', 'issuedTokenType', 'scope', 'token', 'tokenType'])
      assert.equal(sent().get('actor_token'), tokens.accessToken)
      assert.equal(sent().get('actor_token_type'), accessType)
    })

    it('asks for several resources, and for a type by its short name', async () => {
      const world = piping(tokens.accessToken)
      writeFileSync(join(world.cwd, 'token.txt'), `Bearer ${tokens.accessToken}\n`)
      const {status} = await authctl(
        world,
        ...['token', 'exchange', '--subject-token-file', 'token.txt', '--requested-token-type', 'jwt', '--print'],
        ...['--resource', 'https://a.example', '--resource', 'https://b.example', ...connection],
      )
      assert.equal(status, 0)
      assert.equal(sent().get('requested_token_type'), 'urn:ietf:params:oauth:token-type:jwt')
      // The provider's own record joins what is repeated.
      assert.equal(sent().get('resource'), 'https://a.example,https://b.example')
    })

    it('is refused more than the subject has, in one request', async () => {
      const before = provider.at('/token').length
      const {status, json, stdout} = await authctl(
        piping(tokens.accessToken),
        ...['token', 'exchange', '--subject-token-stdin', '--scope', 'profile', '--print', ...connection],
      )
      assert.deepEqual([status, json().error.code], [4, 'denied'])
      assert.match(json().error.message, /refused the token exchange: invalid_scope/)
      assert.ok(!stdout.includes(tokens.accessToken))
      assert.equal(provider.at('/token').length, before + 1)
    })

    const usage: [what: string, code: string, argv: string[]][] = [
      ['nobody says where the token goes', 'input_required', ['--subject-token-stdin']],
      ['it says both', 'usage', ['--subject-token-stdin', '--as', 'x', '--print']],
      ['the type is no type', 'usage', ['--subject-token-stdin', '--subject-token-type', 'paper', '--print']],
      [
        'the kept token could not be used',
        'unsupported',
        ['--subject-token-stdin', '--requested-token-type', 'saml2', '--as', 'x'],
      ],
      ['it would replace the session it comes from', 'usage', ['--subject-as', 'ada', '--as', 'ada']],
      ['standard input has to hold two things', 'usage', ['--subject-token-stdin', '--client-secret-stdin', '--print']],
      ['a name cannot be a name', 'usage', ['--subject-token-stdin', '--as', '../x']],
    ]
    for (const [what, code, argv] of usage)
      it(`stops with ${code} before anything is sent when ${what}`, async () => {
        const before = provider.seen.length
        const {status, json} = await authctl(piping('a-token'), 'token', 'exchange', ...argv, ...connection)
        assert.deepEqual([status, json().error.code], [2, code])
        assert.equal(provider.seen.length, before)
      })

    it('stops without a session to exchange', async () => {
      const {status, json} = await authctl(
        piping(),
        'token',
        'exchange',
        '--as',
        'x',
        '--store',
        'plaintext',
        ...connection,
      )
      assert.deepEqual([status, json().error.code], [3, 'not_signed_in'])
    })
  })

  it('is offered by the standard issuer of the local stack', async () => {
    const stack = await testStack()
    const profile = {name: 'direct', issuer: `${stack.url}/standard`, clientId: 'localcli'}
    const world = piping()
    const connection = ['--issuer', profile.issuer, '--client-id', 'localcli', '--json']
    const person = visitor()
    const signIn = async (url: URL) =>
      person.submit(await person.open(url), {username: 'ada', password: 'Correct-Horse-9'})
    const tokens = await signingIn({...profile, scopes: ['openid', 'email']}, {}, signIn).done
    await saveSession(world, {name: 'direct'}, 'default', tokens, 'plaintext')
    const made = await authctl(world, 'token', 'exchange', '--scope', 'email', '--print', ...connection)
    await stack.stop()
    assert.equal(made.status, 0, made.stdout)
    assert.equal(made.json().scope, 'email')
  })

  it('is not asked of Cognito, which has none', async () => {
    const world = piping('a-token', {fetch: () => assert.fail('nobody may be asked')})
    const {status, json} = await authctl(
      world,
      ...['token', 'exchange', '--subject-token-stdin', '--print', '--user-pool-id', 'eu-west-1_Abcdefghi', '--json'],
    )
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
    assert.ok(json().error.hints.length > 0)
  })

  describe('at an issuer that misbehaves', () => {
    let issuer: CrookedIssuer
    beforeEach(async () => {
      issuer = await crookedIssuer()
      issuer.on('/token', () => given())
    })
    afterEach(() => issuer.stop())
    const secret = 'subject-token-nobody-may-see'
    const given = (changes = {}) =>
      issuer.answer({id_token: undefined, issued_token_type: accessType, access_token: 'issued-0', ...changes})
    const exchange = (...argv: string[]) =>
      authctl(
        piping(secret),
        ...['token', 'exchange', '--subject-token-stdin', '--issuer', issuer.issuer, '--client-id', 'cli', '--json'],
        ...argv,
      )

    type Row = [what: string, code: string, status: number, said: () => unknown]
    const rows: Row[] = [
      ['it does not say what it issued', 'token_rejected', 6, () => given({issued_token_type: undefined})],
      ['what it issued is a number', 'token_rejected', 6, () => given({issued_token_type: 7})],
      ['there is no token', 'unreachable', 7, () => given({access_token: undefined})],
      ['the token does not fit into a header', 'token_rejected', 6, () => given({access_token: 'a\r\nb'})],
      ['it is bound to a key of nobody', 'token_rejected', 6, () => given({token_type: 'DPoP'})],
    ]
    for (const [what, code, expected, said] of rows)
      it(`stops with ${code} when ${what}`, async () => {
        issuer.on('/token', said)
        const {status, json, stdout} = await exchange('--print')
        assert.deepEqual([status, json().error.code], [expected, code], stdout)
        assert.equal(issuer.at('/token').length, 1)
      })
    const refusals: [error: string, code: string, status: number][] = [
      ['unsupported_grant_type', 'unsupported', 2],
      ['invalid_grant', 'denied', 4],
      ['invalid_target', 'denied', 4],
      ['invalid_client', 'denied', 4],
    ]
    for (const [error, code, expected] of refusals)
      it(`stops with ${code} for ${error}, and repeats no token`, async () => {
        issuer.on('/token', (_one, res) => answer(res, {error, error_description: `bad ${secret}`}, 400))
        const {status, json, stdout} = await exchange('--print')
        assert.deepEqual([status, json().error.code], [expected, code])
        assert.ok(!stdout.includes(secret))
      })

    it('hands over what is no access token, and does not keep it', async () => {
      const saml = {
        issued_token_type: 'urn:ietf:params:oauth:token-type:saml2',
        token_type: 'N_A',
        access_token: 'PHNhbWw-',
      }
      issuer.on('/token', () => given(saml))
      const {json} = await exchange('--print')
      assert.deepEqual(json(), {token: 'PHNhbWw-', issuedTokenType: saml.issued_token_type, tokenType: 'N_A'})
      const kept = await exchange('--as', 'x', '--store', 'plaintext')
      assert.deepEqual([kept.status, kept.json().error.code], [2, 'unsupported'])
    })

    it('sends a session to no other token endpoint than it came from', async () => {
      const world = piping()
      const tokens = adasTokens({issuer: issuer.issuer, clientId: 'cli', tokenEndpoint: `${issuer.issuer}/token`})
      await saveSession(world, {name: 'direct'}, 'default', tokens, 'plaintext')
      issuer.describe({token_endpoint: `${issuer.issuer}/elsewhere`})
      issuer.on('/elsewhere', () => given())
      const {status, json} = await authctl(
        world,
        ...['token', 'exchange', '--print', '--issuer', issuer.issuer, '--client-id', 'cli', '--json'],
      )
      assert.deepEqual([status, json().error.code], [3, 'session_ended'])
      assert.equal(issuer.at('/elsewhere').length, 0)
    })

    it('says what to do once a kept one is over', async () => {
      const world = piping(secret)
      const connection = ['--issuer', issuer.issuer, '--client-id', 'cli']
      await authctl(
        world,
        ...['token', 'exchange', '--subject-token-stdin', '--as', 'x', '--store', 'plaintext', ...connection],
      )
      const later = {...world, clock: {...world.clock, now: () => Date.now() + 3_600_000}}
      const {status, json} = await authctl(later, 'token', 'print', '--as', 'x', ...connection, '--json')
      assert.deepEqual([status, json().error.code], [3, 'session_ended'])
      assert.deepEqual(json().error.hints, [`authctl token exchange --issuer ${issuer.issuer} --client-id cli --as x`])
    })
  })
})
