import assert from 'node:assert/strict'
import {refreshTokens} from '../../../src/lib/grants/refresh.ts'
import {revokeTokens} from '../../../src/lib/grants/revoke.ts'
import {fetchUserinfo} from '../../../src/lib/grants/userinfo.ts'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {poolId, type TestStack, testStack} from '../../support/stack.ts'
import {toldClock} from '../../support/told-clock.ts'
import {visitor} from '../../support/visitor.ts'
import {testWorld} from '../../support/world.ts'

describe('sign-in at the embedded stack', () => {
  let stack: TestStack
  let pool: Profile
  const world = testWorld()
  const ports = [0, 1, 2].map(() => 20_000 + Math.floor(Math.random() * 20_000))
  before(async () => {
    stack = await testStack()
    pool = {name: 'local', issuer: `${stack.url}/${poolId}`, clientId: 'localcli', userPoolId: poolId}
    const client = stack.state.pools.get(poolId)?.clients.get('localcli') ?? assert.fail('no client')
    Object.assign(client.settings, {CallbackURLs: ports.map(port => `http://localhost:${port}/callback`)})
  })
  after(() => stack.stop())

  /** Walks the pages as this person, then brings the answer back. */
  const as = (username: string) => async (url: URL) => {
    return visitor().open(await visitor(stack.url).signIn(url.href, username))
  }

  it('signs ada in to the pool at a registered port, refreshes, tells who she is, and ends', async () => {
    const {accessToken, refreshToken, subject, grant, tokenEndpoint, scope, ...rest} = await signingIn(
      pool,
      {ports, scopes: ['openid', 'email', 'notes/read']},
      as('ada'),
    ).done
    assert.deepEqual({grant, tokenEndpoint}, {grant: 'authorization_code', tokenEndpoint: `${stack.url}/oauth2/token`})
    assert.deepEqual(scope?.split(' ').sort(), ['email', 'notes/read', 'openid'])
    assert.ok(refreshToken && subject)
    const tokens = {...rest, accessToken, refreshToken, subject, grant, tokenEndpoint, scope}
    const profile = {...pool, redirectUris: []}
    const fresh = await refreshTokens(world, profile, tokens)
    assert.notEqual(fresh.accessToken, accessToken)
    assert.deepEqual([fresh.refreshToken, fresh.subject], [refreshToken, subject], 'Cognito does not rotate by itself')
    const {sub, username, email} = await fetchUserinfo(world, profile, fresh)
    assert.deepEqual({sub, username, email}, {sub: subject, username: 'ada', email: 'ada@example.com'})
    assert.deepEqual(await revokeTokens(world, profile, fresh), {revoked: true})
    await failsWith('session_ended', refreshTokens(world, profile, fresh))
  })

  it('lets a machine in with Basic, and with post', async () => {
    const machine = {...pool, clientId: 'localmachine'}
    const clientSecret = 'localmachine_secret_for_this_machine_only'
    for (const clientAuth of [undefined, 'basic', 'post'] as const) {
      const {grant, scope, subject} = await signingIn(
        {...machine, ...(clientAuth && {clientAuth})},
        {flow: 'client-credentials', clientSecret, scopes: ['notes/read']},
      ).done
      assert.deepEqual({grant, scope, subject}, {grant: 'client_credentials', scope: 'notes/read', subject: undefined})
    }
    await failsWith('denied', signingIn(machine, {flow: 'client-credentials', clientSecret: 'wrong'}).done)
  })

  it('says what Cognito says about a scope it does not know', async () => {
    const {done} = signingIn(
      {...pool, clientId: 'localmachine'},
      {
        flow: 'client-credentials',
        clientSecret: 'localmachine_secret_for_this_machine_only',
        scopes: ['notes/everything'],
      },
    )
    assert.match(await failsWith('denied', done), /invalid_scope/)
  })

  it('signs grace in by device code at the standard issuer', async () => {
    const clock = toldClock()
    const standard = {name: 'standard', issuer: `${stack.url}/standard`, clientId: 'localcli', scopes: ['openid']}
    const {done, told} = signingIn(standard, {flow: 'device'}, () => assert.fail('a browser was started'), {clock})
    const approved = (async () => {
      while (told.codes.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
      const {verificationUri, userCode} = told.codes[0]!
      const person = visitor(stack.url)
      let place = await person.submit(await person.open(verificationUri), {user_code: userCode})
      for (let pages = 0; pages < 5 && /<form/.test(place.html); pages++)
        place = await person.submit(place, {username: 'grace', password: 'Correct-Horse-9'})
    })()
    const [{grant, subject, idToken}] = await Promise.all([done, approved])
    assert.equal(grant, 'device_code')
    assert.ok(subject && idToken)
  })

  it('signs in to the standard issuer at any port', async () => {
    const standard = {name: 'standard', issuer: `${stack.url}/standard`, clientId: 'localcli', scopes: ['openid']}
    assert.ok((await signingIn(standard, {}, as('ada')).done).subject)
  })
})
