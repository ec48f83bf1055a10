import assert from 'node:assert/strict'
import {poolClient} from '../../../../src/lib/grants/user-pool/pool-client.ts'
import {poolTokens} from '../../../../src/lib/grants/user-pool/tokens.ts'
import type {World} from '../../../../src/lib/world/world.ts'
import {failsWith} from '../../../support/signing-in.ts'
import {signed, testKey} from '../../../support/tokens.ts'
import {testWorld} from '../../../support/world.ts'

const key = testKey('RS256', 'pool')
const pool = 'eu-west-1_Example'
const original = `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`
const updated = `https://issuer-cognito-idp.eu-west-1.amazonaws.com/${pool}`
const now = Math.floor(Date.now() / 1000)

describe('what a user pool gives', () => {
  const asked: string[] = []
  const fetch: World['fetch'] = async input => {
    asked.push(String(input))
    return Response.json({keys: [key.jwk]})
  }
  const world = testWorld({fetch})
  after(() => world.dispose())
  const client = (issuer: string) => poolClient(world, {name: 'pool', issuer, clientId: 'web', userPoolId: pool})
  const claims = {iss: original, sub: 'ada', iat: now, exp: now + 3600}
  const access = (changes: object = {}) =>
    signed(key, {...claims, token_use: 'access', client_id: 'web', scope: 'aws.cognito.signin.user.admin', ...changes})
  const id = (changes: object = {}) => signed(key, {...claims, token_use: 'id', aud: 'web', ...changes})
  const given = (AccessToken = access(), IdToken = id()) => ({AccessToken, IdToken, RefreshToken: 'r', ExpiresIn: 3600})

  it('is verified by the pool’s own keys, asked for once', async () => {
    asked.length = 0
    const {expiresAt = 0, accessToken: _, idToken: __, ...rest} = await poolTokens(world, client(original), given())
    assert.deepEqual(rest, {
      refreshToken: 'r',
      tokenType: 'Bearer',
      scope: 'aws.cognito.signin.user.admin',
      issuer: original,
      clientId: 'web',
      tokenEndpoint: 'https://cognito-idp.eu-west-1.amazonaws.com',
      grant: 'user_pool',
      subject: 'ada',
    })
    assert.ok(Math.abs(expiresAt - (now + 3600) * 1000) < 5000)
    assert.deepEqual(asked, [`${original}/.well-known/jwks.json`])
  })

  it('may carry either name of the pool’s issuer; the API answers at one', async () => {
    for (const [known, carried] of [
      [original, updated],
      [updated, original],
    ] as const) {
      const tokens = await poolTokens(world, client(known), given(access({iss: carried}), id({iss: carried})))
      assert.equal(tokens.issuer, known)
      assert.equal(tokens.tokenEndpoint, 'https://cognito-idp.eu-west-1.amazonaws.com')
    }
  })

  const refused: [string, ReturnType<typeof given>][] = [
    ['another pool’s issuer', given(access({iss: original.replace(pool, 'eu-west-1_Other')}))],
    ['an issuer that only looks alike', given(access({iss: updated.replace('amazonaws.com', 'amazonaws.com.evil')}))],
    ['an access token for another client', given(access({client_id: 'other'}))],
    ['an ID token for another client', given(access(), id({aud: 'other'}))],
    ['an ID token in the access token’s place', given(id())],
    ['two people', given(access(), id({sub: 'grace'}))],
    ['a token that is over', given(access({exp: now - 3600}))],
    [
      'a stranger’s signature',
      given(signed(testKey('RS256', 'pool'), {...claims, token_use: 'access', client_id: 'web'})),
    ],
  ]
  for (const [name, result] of refused)
    it(`is refused with ${name}`, async () => {
      await failsWith('token_rejected', poolTokens(world, client(original), result))
    })

  it('is believed to live no longer than the token itself says', async () => {
    const tokens = await poolTokens(world, client(original), {...given(), ExpiresIn: 1e300})
    assert.equal(tokens.expiresAt, (now + 3600) * 1000)
    const odd = await poolTokens(world, client(original), {...given(), ExpiresIn: -1})
    assert.ok(Math.abs((odd.expiresAt ?? 0) - (now + 3600) * 1000) < 1000)
  })
})
