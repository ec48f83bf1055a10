import assert from 'node:assert/strict'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {type CrookedIssuer, crookedIssuer, json} from '../../support/crooked-issuer.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {visitor} from '../../support/visitor.ts'

describe('what comes back from the sign-in page', () => {
  let issuer: CrookedIssuer
  let profile: Profile
  beforeEach(async () => {
    issuer = await crookedIssuer()
    profile = {name: 'crooked', issuer: issuer.issuer, clientId: 'cli'}
  })
  afterEach(() => issuer.stop())

  /** Signs in with a person who comes back with this query instead of the server's; gives failure and page. */
  async function comingBackWith(query: (state: string) => string, code = 'denied') {
    const {done, told} = signingIn(profile, {}, async url => {
      const {redirect_uri, state} = Object.fromEntries(url.searchParams)
      return visitor().open(`${redirect_uri}?${query(state!)}`)
    })
    const message = await failsWith(code, done)
    const page = await told.pages[0]!
    assert.equal(page.status, 400)
    assert.match(page.html, /Sign-in failed/)
    assert.equal(issuer.at('/token').length, 0, 'no token request')
    return {message, page}
  }

  const strangers: [string, (state: string) => string, RegExp][] = [
    ['a wrong state', () => 'code=c&state=wrong', /state is not the one/],
    ['no state', () => 'code=c', /has no state/],
    ['an empty state', () => 'code=c&state=', /state is not the one/],
    ['a prefix of the state', state => `code=c&state=${state.slice(0, -1)}`, /state is not the one/],
    ['the state twice', state => `code=c&state=${state}&state=${state}`, /more than one state/],
    ['the code twice', state => `code=c&code=d&state=${state}`, /more than one code/],
    ['an error for somebody else', () => 'error=access_denied&state=wrong', /state is not the one/],
    ['an error without a state', () => 'error=access_denied', /has no state/],
    ['another issuer', state => `code=c&state=${state}&iss=https%3A%2F%2Fevil.example`, /another issuer \(iss: https:/],
  ]
  for (const [what, query, sentence] of strangers)
    it(`is not used with ${what}`, async () => {
      const {message} = await comingBackWith(query)
      assert.match(message, sentence)
      assert.ok(!message.includes('access_denied'), 'a stranger’s error is not the server’s')
    })

  it('brings no tokens: those in its query or fragment are left where they are', async () => {
    const {done} = signingIn(profile, {}, async url => {
      await fetch(url, {redirect: 'manual'})
      const {redirect_uri, state} = Object.fromEntries(url.searchParams)
      const theirs = 'access_token=planted&id_token=planted&refresh_token=planted&expires_in=9&token_type=Bearer'
      return visitor().open(`${redirect_uri}?code=c&state=${state}&${theirs}#${theirs}`)
    })
    const tokens = await done
    assert.equal(tokens.accessToken, 'access-0')
    assert.ok(!JSON.stringify(tokens).includes('planted'))
    assert.ok(!String(issuer.at('/token')[0]?.body).includes('planted'))
  })

  it('must name the issuer where the issuer says that it does', async () => {
    issuer.describe({authorization_response_iss_parameter_supported: true})
    const {message} = await comingBackWith(state => `code=c&state=${state}`)
    assert.match(message, /does not say that it is from/)
  })

  it('tells the server’s refusal, and exchanges nothing even when a code came along', async () => {
    const {message, page} = await comingBackWith(
      state => `error=access_denied&error_description=${encodeURIComponent('<b>no</b>')}&code=c&state=${state}`,
    )
    assert.match(message, /refused to sign in: access_denied \(<b>no<\/b>\)/)
    assert.ok(!page.html.includes('<b>no'))
  })

  it('is exchanged once, whatever becomes of it', async () => {
    for (const misfortune of ['503', '500', 'reset', '429']) {
      issuer.on('/token', (_one, res) =>
        misfortune === 'reset'
          ? void res.destroy()
          : json(res, {error: 'temporarily_unavailable'}, Number(misfortune), {'retry-after': '0'}),
      )
      const before = issuer.at('/token').length
      await signingIn(profile).done.then(
        () => assert.fail('signed in'),
        error => assert.ok(['unreachable', 'throttled'].includes(error.code), error.stack),
      )
      assert.equal(issuer.at('/token').length, before + 1, misfortune)
    }
  })

  it('is exchanged with the redirect URI as registered, byte for byte', async () => {
    const {port} = new URL(issuer.issuer)
    const uri = `http://LocalHost:${Number(port) + 1}?from=authctl`
    const {done} = signingIn({...profile, redirectUris: [uri]})
    await done
    assert.equal(issuer.at('/authorize')[0]?.url.searchParams.get('redirect_uri'), uri)
    assert.equal(issuer.at('/token')[0]?.body.get('redirect_uri'), uri)
  })
})
