import assert from 'node:assert/strict'
import {refreshTokens} from '../../../src/lib/grants/refresh.ts'
import {revokeTokens} from '../../../src/lib/grants/revoke.ts'
import type {TokenSet} from '../../../src/lib/grants/token-set.ts'
import {fetchUserinfo} from '../../../src/lib/grants/userinfo.ts'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {type PlainProvider, plainProvider} from '../../support/plain-provider.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {testWorld} from '../../support/world.ts'

describe('a session at a plain provider', () => {
  let provider: PlainProvider
  let profile: Profile
  let tokens: TokenSet
  const world = testWorld()
  beforeEach(async () => {
    provider = await plainProvider()
    profile = {name: 'plain', issuer: provider.issuer, clientId: 'cli', scopes: ['openid', 'offline_access']}
    tokens = await signingIn(profile, {prompt: 'consent'}).done
  })
  afterEach(() => provider.stop())

  it('is refreshed with a rotated refresh token', async () => {
    const fresh = await refreshTokens(world, profile, tokens)
    assert.notEqual(fresh.accessToken, tokens.accessToken)
    assert.notEqual(fresh.refreshToken, tokens.refreshToken)
    const {accessToken: _a, idToken: _i, refreshToken: _r, expiresAt: _e, ...rest} = fresh
    assert.deepEqual(rest, {
      tokenType: 'Bearer',
      scope: 'openid offline_access',
      issuer: provider.issuer,
      clientId: 'cli',
      tokenEndpoint: `${provider.issuer}/token`,
      grant: 'authorization_code',
      subject: 'ada',
    })
  })

  it('ends when a used refresh token is shown again, after one request', async () => {
    await refreshTokens(world, profile, tokens)
    const before = provider.at('/token').length
    const message = await failsWith('session_ended', refreshTokens(world, profile, tokens))
    assert.match(message, /refused to refresh the session: invalid_grant/)
    assert.equal(provider.at('/token').length, before + 1)
  })

  it('is not shown to another issuer or client', async () => {
    const other = {...profile, clientId: 'confidential'}
    const before = provider.seen.length
    await failsWith('session_ended', refreshTokens(world, other, tokens))
    await failsWith('session_ended', revokeTokens(world, other, tokens))
    await failsWith('session_ended', fetchUserinfo(world, other, tokens))
    assert.equal(provider.seen.length, before)
  })

  it('tells who it is', async () => {
    assert.deepEqual(await fetchUserinfo(world, profile, tokens), {sub: 'ada'})
  })

  it('does not tell who it is with a token that ended', async () => {
    await failsWith('session_ended', fetchUserinfo(world, profile, {...tokens, accessToken: 'unknown'}))
  })

  it('is revoked, and cannot be refreshed afterwards', async () => {
    assert.deepEqual(await revokeTokens(world, profile, tokens), {revoked: true})
    assert.deepEqual(await revokeTokens(world, profile, tokens), {revoked: true}, 'unknown tokens count as revoked')
    await failsWith('session_ended', refreshTokens(world, profile, tokens))
  })
})
