import assert from 'node:assert/strict'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {type CrookedIssuer, crookedIssuer, json} from '../../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider} from '../../support/plain-provider.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {toldClock} from '../../support/told-clock.ts'

const secret = 'machine-secret-0123456789'
const machine = {flow: 'client-credentials', clientSecret: secret} as const

describe('a machine at a plain provider', () => {
  let provider: PlainProvider
  let profile: Profile
  before(async () => {
    provider = await plainProvider()
    profile = {name: 'plain', issuer: provider.issuer, clientId: 'machine', clientAuth: 'post'}
  })
  after(() => provider.stop())

  it('gets a token for itself, and nobody is signed in', async () => {
    const {accessToken, expiresAt, ...rest} = await signingIn(profile, {...machine, scopes: ['notes:read']}).done
    assert.ok(accessToken && expiresAt)
    assert.deepEqual(rest, {
      tokenType: 'Bearer',
      scope: 'notes:read',
      issuer: provider.issuer,
      clientId: 'machine',
      tokenEndpoint: `${provider.issuer}/token`,
      grant: 'client_credentials',
    })
    const {authorization, body} = provider.at('/token').at(-1)!
    assert.equal(authorization, undefined, 'never in two ways')
    assert.equal(body.get('client_secret'), secret)
  })

  it('leaves scopes of people out of what the profile asks for', async () => {
    await signingIn({...profile, scopes: ['openid', 'email', 'notes:read']}, machine).done
    assert.equal(provider.at('/token').at(-1)?.body.get('scope'), 'notes:read')
    await signingIn({...profile, scopes: ['openid']}, machine).done
    assert.equal(provider.at('/token').at(-1)?.body.has('scope'), false)
  })

  it('is refused with a wrong secret, in one request', async () => {
    const before = provider.at('/token').length
    const message = await failsWith('denied', signingIn(profile, {...machine, clientSecret: 'wrong-secret'}).done)
    assert.match(message, /refused to give this client a token: invalid_client/)
    assert.ok(!message.includes('wrong-secret'))
    assert.equal(provider.at('/token').length, before + 1)
  })

  it('is asked for its secret, by the name of the flag', async () => {
    const {flow} = machine
    const asked: unknown[] = []
    const ask = {
      possible: true,
      text: () => assert.fail(),
      confirm: () => assert.fail(),
      choose: () => assert.fail(),
      secret: async (question: unknown) => {
        asked.push(question)
        return secret
      },
    }
    await signingIn(profile, {flow}, undefined, {ask}).done
    assert.deepEqual(asked, [{message: 'Client secret of machine', flag: '--client-secret-stdin'}])
    assert.match(await failsWith('input_required', signingIn(profile, {flow}).done), /--client-secret-stdin/)
  })
})

describe('a machine at a busy server', () => {
  let issuer: CrookedIssuer
  const profile = () => ({name: 'busy', issuer: issuer.issuer, clientId: 'machine'})
  beforeEach(async () => {
    issuer = await crookedIssuer()
  })
  afterEach(() => issuer.stop())

  it('comes back when told to, three times at most', async () => {
    let busy = 2
    issuer.on('/token', (_one, res) =>
      busy-- > 0 ? json(res, {error: 'slow_down'}, 429, {'retry-after': '1'}) : issuer.answer({id_token: undefined}),
    )
    const clock = toldClock()
    await signingIn(profile(), machine, undefined, {clock}).done
    assert.equal(issuer.at('/token').length, 3)
    assert.ok(clock.slept.every(ms => ms >= 1000 && ms < 2000))
    busy = 99
    await failsWith('throttled', signingIn(profile(), machine, undefined, {clock}).done)
    assert.equal(issuer.at('/token').length, 6)
  })

  it('does not come back in step with twenty others', async () => {
    issuer.on('/token', (_one, res) => json(res, {error: 'slow_down'}, 429))
    const waits = await Promise.all(
      Array.from({length: 20}, async () => {
        const clock = toldClock()
        await failsWith('throttled', signingIn(profile(), machine, undefined, {clock}).done)
        return clock.slept
      }),
    )
    for (const at of [0, 1]) {
      const [first = 0, ...later] = waits.map(slept => slept[at] ?? 0).sort((a, b) => a - b)
      assert.ok(first >= 400 && (later.at(-1) ?? 0) - first > 50, String([first, ...later]))
    }
    assert.equal(issuer.at('/token').length, 60)
  })

  it('is told how long the server wants to be left alone', async () => {
    issuer.on('/token', (_one, res) => json(res, {}, 429, {'retry-after': '86400'}))
    assert.match(await failsWith('throttled', signingIn(profile(), machine).done), /come back in 86400 seconds/)
    assert.equal(issuer.at('/token').length, 1)
  })

  it('keeps no refresh token that it should not have got', async () => {
    issuer.on('/token', () => issuer.answer({id_token: undefined, refresh_token: 'surprise'}))
    assert.equal('refreshToken' in (await signingIn(profile(), machine).done), false)
  })
})
