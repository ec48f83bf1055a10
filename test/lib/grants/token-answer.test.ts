import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {refreshTokens} from '../../../src/lib/grants/refresh.ts'
import {revokeTokens} from '../../../src/lib/grants/revoke.ts'
import type {TokenSet} from '../../../src/lib/grants/token-set.ts'
import {fetchUserinfo} from '../../../src/lib/grants/userinfo.ts'
import {type CrookedIssuer, crookedIssuer, goodKey, json} from '../../support/crooked-issuer.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {hmacSigned, part, signed, testKey} from '../../support/tokens.ts'
import {testWorld} from '../../support/world.ts'

const stranger = testKey('RS256', 'good')
const elliptic = testKey('ES256', 'elliptic')
const second = testKey('RS256', 'second')

let issuer: CrookedIssuer
const world = testWorld()
const profile = () => ({name: 'crooked', issuer: issuer.issuer, clientId: 'cli'})
function eachOnItsOwn(): void {
  beforeEach(async () => {
    issuer = await crookedIssuer()
  })
  afterEach(() => issuer.stop())
}

describe('an ID token', () => {
  eachOnItsOwn()

  const now = () => Math.floor(Date.now() / 1000)
  const half = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

  const good: [string, () => string][] = [
    ['with one audience in a list', () => signed(goodKey, issuer.claims({aud: ['cli']}))],
    ['with azp', () => signed(goodKey, issuer.claims({aud: ['cli', 'api'], azp: 'cli'}))],
    ['with the hash of its access token', () => signed(goodKey, issuer.claims({at_hash: half('access-0')}))],
    ['signed with ES256', () => signed(elliptic, issuer.claims())],
    ['without a kid beside a single key', () => signed(elliptic, issuer.claims(), {kid: undefined})],
  ]
  for (const [what, token] of good)
    it(`is taken ${what}`, async () => {
      issuer.on('/jwks', () => ({keys: [goodKey.jwk, elliptic.jwk, {kty: 'oct', k: 'c2VjcmV0'}]}))
      issuer.on('/token', () => issuer.answer({id_token: token()}))
      assert.equal((await signingIn(profile()).done).subject, 'ada')
    })

  const bad: [string, () => string | undefined][] = [
    ['with alg none', () => `${part({alg: 'none'})}.${part(issuer.claims())}.`],
    [
      'with HMAC by the public key',
      () => hmacSigned(JSON.stringify(goodKey.jwk), issuer.claims(), {alg: 'HS256', kid: 'good'}),
    ],
    ['signed by somebody else', () => signed(stranger, issuer.claims())],
    ['of an unknown key', () => signed(testKey('RS256', 'unknown'), issuer.claims())],
    [
      'changed after signing',
      () => signed(goodKey, issuer.claims()).replace(/\.[^.]+\./, `.${part(issuer.claims({sub: 'eve'}))}.`),
    ],
    ['with critical extensions', () => signed(goodKey, issuer.claims(), {crit: ['x'], x: 1})],
    ['without a kid beside two keys', () => signed(goodKey, issuer.claims(), {kid: undefined})],
    ['from another issuer', () => signed(goodKey, issuer.claims({iss: 'https://evil.example'}))],
    ['for another client', () => signed(goodKey, issuer.claims({aud: 'other'}))],
    ['for several clients without azp', () => signed(goodKey, issuer.claims({aud: ['cli', 'other']}))],
    ['authorized to another client', () => signed(goodKey, issuer.claims({azp: 'other'}))],
    ['with another nonce', () => signed(goodKey, issuer.claims({nonce: 'other'}))],
    ['without nonce', () => signed(goodKey, issuer.claims({nonce: undefined}))],
    ['without sub', () => signed(goodKey, issuer.claims({sub: undefined}))],
    ['with a number as sub', () => signed(goodKey, issuer.claims({sub: 7}))],
    ['without aud', () => signed(goodKey, issuer.claims({aud: undefined}))],
    ['without iss', () => signed(goodKey, issuer.claims({iss: undefined}))],
    ['without iat', () => signed(goodKey, issuer.claims({iat: undefined}))],
    ['without exp', () => signed(goodKey, issuer.claims({exp: undefined}))],
    ['that ended', () => signed(goodKey, issuer.claims({exp: now() - 120}))],
    ['of another access token', () => signed(goodKey, issuer.claims({at_hash: half('access-1')}))],
  ]
  for (const [what, token] of bad)
    it(`is refused ${what}`, async () => {
      issuer.on('/jwks', () => ({keys: [goodKey.jwk, second.jwk]}))
      issuer.on('/token', () => issuer.answer({id_token: token()}))
      issuer.describe({id_token_signing_alg_values_supported: ['RS256', 'ES256', 'none', 'HS256']})
      await failsWith('token_rejected', signingIn(profile()).done)
      assert.equal(issuer.at('/token').length, 1)
      assert.ok(issuer.at('/jwks').length <= 2)
    })

  it('must be there when openid was asked for', async () => {
    issuer.on('/token', () => issuer.answer({id_token: undefined}))
    await failsWith('unreachable', signingIn(profile()).done)
  })

  it('is neither asked for nor needed without openid, and no less checked where it comes', async () => {
    const {done, told} = signingIn(profile(), {scopes: ['notes:read']})
    issuer.on('/token', () => issuer.answer({id_token: undefined}))
    assert.equal((await done).idToken, undefined)
    assert.equal(new URL(told.visits[0]!).searchParams.has('nonce'), false)
    for (const [key, changes] of [
      [stranger, {}],
      [goodKey, {nonce: 'of another sign-in'}],
      [goodKey, {aud: 'other'}],
    ] as const) {
      issuer.on('/token', () => issuer.answer({id_token: signed(key, issuer.claims(changes))}))
      await failsWith('token_rejected', signingIn(profile(), {scopes: ['notes:read']}).done)
    }
  })

  it('must tell when the person signed in, recently enough, if that was asked', async () => {
    issuer.on('/token', () => issuer.answer({id_token: signed(goodKey, issuer.claims())}))
    await failsWith('token_rejected', signingIn(profile(), {maxAge: 60}).done)
    issuer.on('/token', () => issuer.answer({id_token: signed(goodKey, issuer.claims({auth_time: now() - 300}))}))
    await failsWith('token_rejected', signingIn(profile(), {maxAge: 60}).done)
    issuer.on('/token', () => issuer.answer({id_token: signed(goodKey, issuer.claims({auth_time: now() - 30}))}))
    assert.equal((await signingIn(profile(), {maxAge: 60}).done).subject, 'ada')
  })

  it('is checked by the world’s clock', async () => {
    const ahead = 10 * 365 * 86_400
    const clock = {now: () => Date.now() + ahead * 1000, sleep: world.clock.sleep}
    await failsWith('token_rejected', signingIn(profile(), {}, undefined, {clock}).done)
    issuer.on('/token', () => issuer.answer({id_token: signed(goodKey, issuer.claims({exp: now() + ahead + 60}))}))
    assert.equal((await signingIn(profile(), {}, undefined, {clock}).done).subject, 'ada')
  })
})

describe('an answer of the token endpoint', () => {
  eachOnItsOwn()

  const life = async (expires_in: unknown) => {
    issuer.on('/token', () => issuer.answer({expires_in}))
    const began = Date.now()
    const standing = {now: () => began, sleep: world.clock.sleep}
    const {expiresAt} = await signingIn(profile(), {}, undefined, {clock: standing}).done
    return expiresAt === undefined ? undefined : (expiresAt - began) / 1000
  }

  it('tells how long the token lives, in whatever way', async () => {
    assert.equal(await life(300), 300)
    assert.equal(await life('300'), 300)
    assert.equal(await life(0), 0)
    assert.equal(await life(undefined), undefined)
    assert.equal(await life(1e308), 366 * 86_400, 'nothing lives for ever')
  })

  for (const nonsense of [-1, null, 'soon', {}, []])
    it(`is refused when the token lives ${JSON.stringify(nonsense)}`, async () => {
      await failsWith('unreachable', life(nonsense))
    })

  it('may call the token Bearer in any case, and nothing else', async () => {
    issuer.on('/token', () => issuer.answer({token_type: 'bEARER'}))
    assert.equal((await signingIn(profile()).done).tokenType, 'Bearer')
    for (const token_type of ['mac', 'DPoP', 'N_A']) {
      issuer.on('/token', () => issuer.answer({token_type}))
      await failsWith('token_rejected', signingIn(profile()).done)
    }
  })

  for (const access_token of ['a\r\nx-evil: 1', 'a b', 'ä', 'a=b', '"quoted"'])
    it(`cannot bring a token that no header carries: ${JSON.stringify(access_token)}`, async () => {
      issuer.on('/token', () => issuer.answer({access_token}))
      await failsWith('token_rejected', signingIn(profile()).done)
    })

  it('is remarked on when it grants less than was asked, or more', async () => {
    issuer.on('/token', () => issuer.answer({scope: 'openid wider'}))
    const {done, told} = signingIn(profile(), {scopes: ['openid', 'notes:read', 'notes:write']})
    assert.equal((await done).scope, 'openid wider')
    assert.deepEqual(told.remarks, [
      'The server granted less than was asked for; missing: notes:read, notes:write.',
      'The server granted more than was asked for; beyond it: wider.',
    ])
  })

  it('never repeats what was said in confidence', async () => {
    issuer.on('/token', ({body, authorization = ''}, res) => {
      const secret = Buffer.from(authorization.slice(6), 'base64').toString()
      const words = [
        ...body.values(),
        encodeURIComponent(body.get('code') ?? ''),
        authorization,
        secret,
        'cli:pässwörd#1',
      ].join(' ')
      json(res, {error: 'invalid_request', error_description: words}, 400)
    })
    const {done} = signingIn({...profile(), clientAuth: 'basic'}, {clientSecret: 'pässwörd#1'})
    const message = await failsWith('denied', done)
    const sent = issuer.at('/token')[0]!
    for (const secret of [
      sent.body.get('code')!,
      sent.body.get('code_verifier')!,
      sent.authorization!.slice(6),
      'pässwörd#1',
    ])
      assert.ok(!message.includes(secret), message)
  })

  for (const status of [301, 302, 307, 308])
    it(`is not looked for elsewhere (HTTP ${status}): the code and the secret would go along`, async () => {
      issuer.on('/token', (_one, res) => void res.writeHead(status, {location: `${issuer.issuer}/elsewhere`}).end())
      const {done} = signingIn({...profile(), clientAuth: 'post'}, {clientSecret: 'confidential'})
      assert.match(await failsWith('unreachable', done), /redirect \(HTTP \d+\), which is not followed/)
      assert.equal(issuer.at('/elsewhere').length, 0)
    })

  const refusals: [number, string, string][] = [
    [400, 'invalid_grant', 'denied'],
    [401, 'invalid_client', 'denied'],
    [400, 'invalid_scope', 'denied'],
    [400, 'unauthorized_client', 'denied'],
    [400, 'unsupported_grant_type', 'unsupported'],
    [400, 'made_up', 'denied'],
  ]
  for (const [status, error, code] of refusals)
    it(`says ${error} as ${code}`, async () => {
      issuer.on('/token', (_one, res) => json(res, {error}, status, {'www-authenticate': 'Basic realm="x"'}))
      assert.match(await failsWith(code, signingIn(profile()).done), new RegExp(`: ${error}\\.$`))
    })

  for (const [what, type, body] of [
    ['HTML', 'text/html', '<html>'],
    ['an array', 'application/json', '[]'],
    ['half a document', 'application/json', '{"access_'],
    ['no access token', 'application/json', '{"token_type":"Bearer"}'],
    ['two megabytes', 'application/json', ' '.repeat(2 ** 21)],
  ] as const)
    it(`is refused when it is ${what}`, async () => {
      issuer.on('/token', (_one, res) => void res.writeHead(200, {'content-type': type}).end(body))
      await failsWith('unreachable', signingIn(profile()).done)
    })
})

describe('a refresh', () => {
  eachOnItsOwn()

  let tokens: TokenSet
  beforeEach(async () => {
    issuer.on('/token', () => issuer.answer({refresh_token: 'refresh-0'}))
    tokens = await signingIn(profile()).done
  })

  it('keeps the refresh token, the person and the scope when the answer leaves them out', async () => {
    issuer.on('/token', () => ({access_token: 'access-1', token_type: 'Bearer'}))
    const {accessToken, expiresAt, ...kept} = await refreshTokens(world, profile(), tokens)
    const {accessToken: _, expiresAt: _e, ...before} = tokens
    assert.equal(accessToken, 'access-1')
    assert.equal(expiresAt, undefined, 'the life of the old token says nothing about the new one')
    assert.deepEqual(kept, before)
  })

  const others: [string, () => Record<string, unknown>][] = [
    ['about somebody else', () => ({sub: 'eve'})],
    ['from another issuer', () => ({iss: 'https://evil.example'})],
    ['for another client', () => ({aud: 'other'})],
    ['for another sign-in', () => ({nonce: 'other'})],
  ]
  for (const [what, changes] of others)
    it(`is refused when it is ${what}`, async () => {
      issuer.on('/token', () => issuer.answer({id_token: signed(goodKey, issuer.claims(changes()))}))
      await failsWith('token_rejected', refreshTokens(world, profile(), tokens))
    })

  it('is refused when the ID token is signed by somebody else', async () => {
    issuer.on('/token', () => issuer.answer({id_token: signed(stranger, issuer.claims())}))
    await failsWith('token_rejected', refreshTokens(world, profile(), tokens))
  })

  it('goes nowhere when the issuer moved its token endpoint', async () => {
    const thief = await crookedIssuer()
    issuer.describe({token_endpoint: `${thief.issuer}/token`})
    assert.match(
      await failsWith('session_ended', refreshTokens(world, profile(), tokens)),
      /now names the token endpoint/,
    )
    assert.equal(thief.received.length, 0)
    await thief.stop()
  })

  it('is tried once more at most', async () => {
    issuer.on('/token', (_one, res) => json(res, {error: 'temporarily_unavailable'}, 503, {'retry-after': '0'}))
    await failsWith('throttled', refreshTokens(world, profile(), tokens))
    assert.equal(issuer.at('/token').length, 3)
    issuer.on('/token', (_one, res) => void res.destroy())
    await failsWith('unreachable', refreshTokens(world, profile(), tokens))
    assert.equal(issuer.at('/token').length, 4)
  })

  it('accepts keys that were changed meanwhile', async () => {
    issuer.on('/jwks', () => ({keys: [second.jwk]}))
    issuer.on('/token', () => issuer.answer({id_token: signed(second, issuer.claims())}))
    assert.equal((await refreshTokens(world, profile(), tokens)).subject, 'ada')
  })

  it('is not tried without a refresh token', async () => {
    const {refreshToken: _, ...rest} = tokens
    await failsWith('session_ended', refreshTokens(world, profile(), rest))
  })

  it('is not what userinfo about somebody else is', async () => {
    issuer.on('/userinfo', () => ({sub: 'eve'}))
    await failsWith('token_rejected', fetchUserinfo(world, profile(), tokens))
    assert.equal(issuer.at('/userinfo')[0]?.authorization, 'Bearer access-0')
  })

  it('can be ended: revocation sends the refresh token home only', async () => {
    issuer.on('/revoke', (_one, res) => void res.writeHead(200).end())
    assert.deepEqual(await revokeTokens(world, profile(), tokens), {revoked: true})
    assert.deepEqual(Object.fromEntries(issuer.at('/revoke')[0]!.body), {
      client_id: 'cli',
      token: 'refresh-0',
      token_type_hint: 'refresh_token',
    })
    const thief = await crookedIssuer()
    issuer.describe({revocation_endpoint: `${thief.issuer}/revoke`})
    await failsWith('denied', revokeTokens(world, profile(), tokens))
    assert.equal(thief.received.length, 0)
    await thief.stop()
    issuer.describe({revocation_endpoint: undefined})
    assert.deepEqual(await revokeTokens(world, profile(), tokens), {
      revoked: false,
      reason: `${issuer.issuer} names no revocation_endpoint`,
    })
  })

  it('cannot be ended where the server does not know how', async () => {
    issuer.on('/revoke', (_one, res) => json(res, {error: 'unsupported_token_type'}, 400))
    await failsWith('unsupported', revokeTokens(world, profile(), tokens))
    issuer.on('/revoke', (_one, res) => json(res, {}, 503, {'retry-after': '0'}))
    await failsWith('throttled', revokeTokens(world, profile(), tokens))
  })
})
