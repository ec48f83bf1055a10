import assert from 'node:assert/strict'
import {browserSignOutUrl} from '../../../src/lib/grants/browser-sign-out.ts'
import {introspectToken} from '../../../src/lib/grants/introspect.ts'
import {refreshTokens} from '../../../src/lib/grants/refresh.ts'
import {revokeTokens} from '../../../src/lib/grants/revoke.ts'
import type {SignInRequest} from '../../../src/lib/grants/sign-in-request.ts'
import type {TokenSet} from '../../../src/lib/grants/token-set.ts'
import {fetchUserinfo} from '../../../src/lib/grants/userinfo.ts'
import {type CrookedIssuer, crookedIssuer} from '../../support/crooked-issuer.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {testWorld} from '../../support/world.ts'

describe('an endpoint that an issuer names', () => {
  let issuer: CrookedIssuer
  const outside = {
    fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
      assert.ok(String(input).startsWith(issuer.issuer), `sent to ${input}`)
      return fetch(input, init)
    },
  }
  const world = testWorld(outside)
  const login = (changes: Partial<SignInRequest>) => signingIn(profile(), {...secret, ...changes}, undefined, outside)
  const profile = () => ({name: 'crooked', issuer: issuer.issuer, clientId: 'cli', clientAuth: 'post'}) as const
  const secret = {clientSecret: 'confidential-canary'}
  const tokens = (): TokenSet => ({
    accessToken: 'access-canary',
    refreshToken: 'refresh-canary',
    tokenType: 'Bearer',
    issuer: issuer.issuer,
    clientId: 'cli',
    tokenEndpoint: `${issuer.issuer}/token`,
    grant: 'authorization_code',
    subject: 'ada',
  })
  beforeEach(async () => {
    issuer = await crookedIssuer()
    issuer.describe({
      pushed_authorization_request_endpoint: `${issuer.issuer}/par`,
      introspection_endpoint: `${issuer.issuer}/introspect`,
      end_session_endpoint: `${issuer.issuer}/end`,
    })
  })
  afterEach(() => issuer.stop())
  after(() => world.dispose())

  /** Each with what makes us send something there. */
  const uses: [endpoint: string, path: string, use: () => Promise<unknown>][] = [
    ['token_endpoint', '/token', () => refreshTokens(world, profile(), tokens(), secret)],
    ['jwks_uri', '/jwks', () => login({}).done],
    ['userinfo_endpoint', '/userinfo', () => fetchUserinfo(world, profile(), tokens())],
    ['revocation_endpoint', '/revoke', () => revokeTokens(world, profile(), tokens(), secret)],
    [
      'introspection_endpoint',
      '/introspect',
      () => introspectToken(world, profile(), {token: 'access-canary', from: tokens()}, secret),
    ],
    ['device_authorization_endpoint', '/device', () => login({flow: 'device'}).done],
    ['pushed_authorization_request_endpoint', '/par', () => login({par: true}).done],
  ]

  for (const [endpoint, path, use] of uses) {
    for (const status of [301, 302, 303, 307, 308])
      it(`does not send us elsewhere: ${endpoint}, HTTP ${status}`, async () => {
        const elsewhere = await crookedIssuer()
        issuer.on(path, (_one, res) => void res.writeHead(status, {location: `${elsewhere.issuer}${path}`}).end())
        assert.match(await failsWith('unreachable', use()), new RegExp(`redirect \\(HTTP ${status}\\)`))
        assert.equal(issuer.at(path).length, 1)
        assert.deepEqual(elsewhere.received, [])
        await elsewhere.stop()
      })

    for (const bad of ['http://127.0.0.1.evil.example/x', 'javascript:alert(1)', '/relative', '', 7, null])
      it(`is sent nothing where it is ${JSON.stringify(bad)}: ${endpoint}`, async () => {
        issuer.describe({[endpoint]: bad})
        await failsWith('unreachable', use())
        assert.equal(issuer.at(path).length, 0)
      })
  }

  for (const bad of ['http://127.0.0.1.evil.example/x', 'javascript:alert(1)', '/relative', '', 7, null])
    it(`is not shown to a browser where it is ${JSON.stringify(bad)}: end_session_endpoint`, async () => {
      issuer.describe({end_session_endpoint: bad})
      await failsWith('unreachable', browserSignOutUrl(world, profile()))
    })
})
