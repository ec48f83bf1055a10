import assert from 'node:assert/strict'
import type {ServerResponse} from 'node:http'
import {Failure} from '../../../src/lib/failure.ts'
import type {Profile} from '../../../src/lib/profile/profile.ts'
import {type CrookedIssuer, crookedIssuer, goodKey, json} from '../../support/crooked-issuer.ts'
import {plainProvider} from '../../support/plain-provider.ts'
import {failsWith, signingIn} from '../../support/signing-in.ts'
import {signed} from '../../support/tokens.ts'
import {toldClock} from '../../support/told-clock.ts'
import {visitor} from '../../support/visitor.ts'

const nobody = () => assert.fail('a browser was started')

describe('sign-in with a device code', () => {
  it('waits for a person at a plain provider to approve the code', async () => {
    const provider = await plainProvider()
    const profile: Profile = {name: 'plain', issuer: provider.issuer, clientId: 'cli', scopes: ['openid', 'profile']}
    const clock = toldClock()
    const {done, told} = signingIn(profile, {flow: 'device'}, nobody, {clock})
    while (told.codes.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
    const {userCode, verificationUri, verificationUriComplete} = told.codes[0]!
    assert.equal(verificationUriComplete, `${verificationUri}?user_code=${userCode}`)
    const person = visitor()
    const asked = await person.submit(await person.open(verificationUri), {user_code: userCode})
    await person.submit(asked, {confirm: 'yes'})
    const {subject, grant, idToken, refreshToken} = await done
    assert.deepEqual({subject, grant}, {subject: 'ada', grant: 'device_code'})
    assert.ok(idToken && refreshToken)
    await provider.stop()
  })

  describe('at a server of a mind of its own', () => {
    let issuer: CrookedIssuer
    let profile: Profile
    let clock: ReturnType<typeof toldClock>
    beforeEach(async () => {
      issuer = await crookedIssuer()
      profile = {name: 'crooked', issuer: issuer.issuer, clientId: 'cli'}
      clock = toldClock()
      offers({})
    })
    afterEach(() => issuer.stop())

    const offers = (changes: Record<string, unknown>) =>
      issuer.on('/device', () => ({
        device_code: 'device-code-0',
        user_code: 'ABCD-EFGH',
        verification_uri: `${issuer.issuer}/activate`,
        expires_in: 600,
        ...changes,
      }))

    const says = (...words: (string | ((res: ServerResponse) => void))[]) => {
      const rest = [...words]
      issuer.on('/token', (_one, res) => {
        const next = rest.shift()
        if (next === undefined) return issuer.answer({id_token: signed(goodKey, issuer.claims())})
        return typeof next === 'string' ? json(res, {error: next}, 400) : next(res)
      })
    }

    const begin = (changes = {}) => signingIn(profile, {flow: 'device', ...changes}, nobody, {clock})
    const seconds = () => clock.slept.map(ms => Math.floor(ms / 1000))

    it('asks every five seconds unless told otherwise', async () => {
      says('authorization_pending', 'authorization_pending')
      await begin().done
      assert.deepEqual(seconds(), [5, 5, 5])
    })

    for (const [interval, pace] of [
      [0, 5],
      [-1, 5],
      [null, 5],
      ['2', 2],
      ['soon', 5],
      [1.5, 1],
      [0.001, 1],
      [7, 7],
      [true, 5],
    ])
      it(`takes an interval of ${JSON.stringify(interval)} for ${pace}`, async () => {
        offers({interval})
        says('authorization_pending')
        await begin().done
        assert.deepEqual(seconds(), [pace, pace])
        assert.ok(clock.slept.every(ms => ms > Number(pace) * 1000))
      })

    it('slows down for good when told to', async () => {
      says('slow_down', 'authorization_pending', 'slow_down', 'authorization_pending')
      await begin().done
      assert.deepEqual(seconds(), [5, 10, 10, 15, 15])
    })

    it('slows down when the way there is broken', async () => {
      const cut = (res: ServerResponse) => void res.destroy()
      const down = (res: ServerResponse) => void res.writeHead(503, {'content-type': 'text/html'}).end('<html>')
      says(cut, down, 'authorization_pending')
      await begin().done
      assert.deepEqual(seconds(), [5, 10, 20, 20])
    })

    it('stops by itself when the code ends, having asked at that pace', async () => {
      offers({expires_in: 30, interval: 10})
      says(...Array.from({length: 20}, () => 'authorization_pending'))
      await failsWith('timed_out', begin().done)
      assert.equal(issuer.at('/token').length, 2)
      assert.ok(clock.slept.reduce((sum, ms) => sum + ms, 0) <= 30_000)
    })

    for (const interval of [1e9, 1e308])
      it(`does not spin on an interval of ${interval}`, async () => {
        offers({interval, expires_in: 1e9})
        await failsWith('timed_out', begin().done)
        assert.equal(issuer.at('/token').length, 0)
        assert.ok(clock.slept.every(ms => ms < 2 ** 31))
      })

    it('stops when the person’s patience ends', async () => {
      says(...Array.from({length: 20}, () => 'authorization_pending'))
      await failsWith('timed_out', begin({timeoutMs: 12_000}).done)
      assert.equal(issuer.at('/token').length, 2)
    })

    for (const [word, code] of [
      ['access_denied', 'denied'],
      ['expired_token', 'timed_out'],
      ['invalid_grant', 'denied'],
      ['invalid_client', 'denied'],
      ['made_up', 'denied'],
    ] as const)
      it(`stops at once at ${word}`, async () => {
        says('authorization_pending', word)
        await failsWith(code, begin().done)
        assert.equal(issuer.at('/token').length, 2)
      })

    it('never tells anybody the device code', async () => {
      issuer.on('/token', ({body}, res) => json(res, {error: 'nope', error_description: body.get('device_code')}, 400))
      const {done, told} = begin()
      const error = await done.catch(reason => reason)
      assert.ok(!JSON.stringify([told, error.message, error.hints]).includes('device-code-0'))
    })

    it('shows both addresses and the code', async () => {
      offers({verification_uri_complete: `${issuer.issuer}/activate?user_code=ABCD-EFGH`})
      says()
      const {done, told} = begin()
      await done
      assert.deepEqual(told.codes, [
        {
          userCode: 'ABCD-EFGH',
          verificationUri: `${issuer.issuer}/activate`,
          verificationUriComplete: `${issuer.issuer}/activate?user_code=ABCD-EFGH`,
          expiresInSeconds: 600,
        },
      ])
    })

    for (const bad of ['javascript:alert(1)', 'file:///etc/passwd', 'http://evil.example', '-x', 'data:text/html,x', 7])
      it(`sends nobody to ${JSON.stringify(bad)}`, async () => {
        for (const name of ['verification_uri', 'verification_uri_complete']) {
          offers({[name]: bad})
          const {done, told} = begin()
          await failsWith('unreachable', done)
          assert.deepEqual(told.codes, [])
        }
      })

    it('is cancelled at once', async () => {
      const cancel = new AbortController()
      const {done} = signingIn(profile, {flow: 'device'}, nobody, {cancelled: cancel.signal})
      setTimeout(() => cancel.abort(new Failure('cancelled', 'Cancelled.')), 50)
      const began = Date.now()
      await failsWith('cancelled', done)
      assert.ok(Date.now() - began < 500)
    })

    it('is not offered where the server names no endpoint for it', async () => {
      issuer.describe({device_authorization_endpoint: undefined})
      assert.match(await failsWith('unsupported', begin().done), /names no device_authorization_endpoint/)
    })

    it('is not what Cognito can do', async () => {
      const {done} = signingIn({...profile, userPoolId: 'eu-west-1_Example'}, {flow: 'device'}, nobody)
      const error = await done.catch(reason => reason)
      assert.deepEqual([error.code, error.exit], ['unsupported', 2])
      assert.deepEqual(error.hints, [
        'authctl login --profile crooked --flow paste',
        'authctl profile set crooked --device-endpoint URL',
      ])
      assert.equal(issuer.received.length, 0)
    })
  })

  describe('by AWS’s sample in front of a pool', () => {
    let issuer: CrookedIssuer
    let profile: Profile
    const clock = toldClock()
    beforeEach(async () => {
      issuer = await crookedIssuer()
      // Endpoints under the issuer's own address are how Cognito describes a pool without a domain.
      issuer.describe({token_endpoint: `${issuer.issuer.replace('127.0.0.1', 'localhost')}/token`})
      profile = {
        name: 'pool',
        issuer: issuer.issuer,
        clientId: 'cli',
        userPoolId: 'eu-west-1_Example',
        deviceEndpoint: `${issuer.issuer}/sample/token`,
        scopes: ['openid', 'notes/read'],
      }
    })
    afterEach(() => issuer.stop())

    /** The sample: everything in the query; `said` are its answers to polling. */
    function sample(...said: (string | Record<string, unknown>)[]): void {
      issuer.on('/sample/token', ({url}, res) => {
        const at = `${issuer.issuer}/device`
        const complete = `${at}?code=ABCD&authorize=true`
        const codes = {device_code: 'device-code-0', user_code: 'ABCD', interval: 5, expires_in: 1800}
        if (!url.searchParams.has('device_code'))
          return {...codes, verification_uri: at, verification_uri_complete: complete}
        const next = said.shift()
        return typeof next === 'string' ? json(res, {error: next}, 400) : next
      })
    }
    const begin = (changes: object = {}, client = profile) =>
      signingIn(client, {flow: 'device', ...changes}, nobody, {clock})

    it('gets tokens, which are renewed at the pool', async () => {
      sample('authorization_pending', 'slow_down', {access_token: 'a-1', refresh_token: 'r-1', expires_in: 3600})
      const {done, told} = begin()
      const {accessToken, refreshToken, tokenEndpoint, tokenType} = await done
      assert.deepEqual([accessToken, refreshToken, tokenType], ['a-1', 'r-1', 'Bearer'])
      assert.match(tokenEndpoint, /localhost:\d+\/token$/)
      assert.equal(told.codes[0]?.verificationUriComplete, `${issuer.issuer}/device?code=ABCD&authorize=true`)
      const [first, ...polls] = issuer.at('/sample/token').map(({method, url, body, authorization}) => {
        assert.deepEqual([method, [...body], authorization], ['POST', [], undefined])
        return Object.fromEntries(url.searchParams)
      })
      assert.deepEqual(first, {client_id: 'cli', scope: 'openid notes/read'})
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
      assert.equal(polls.length, 3)
      for (const poll of polls) assert.deepEqual(poll, {client_id: 'cli', grant_type, device_code: 'device-code-0'})
    })

    it('sends a secret by Basic, and in no address', async () => {
      sample({access_token: 'a-1', refresh_token: 'r-1', expires_in: 3600})
      await begin({clientSecret: 's3cret'}, {...profile, clientAuth: 'post'}).done
      for (const {url, authorization} of issuer.at('/sample/token')) {
        assert.ok(!url.href.includes('s3cret'))
        assert.equal(authorization, `Basic ${Buffer.from('cli:s3cret').toString('base64')}`)
      }
    })

    for (const [word, code] of [
      ['expired', 'timed_out'],
      ['access_denied', 'denied'],
    ] as const)
      it(`understands ${word}`, async () => {
        sample(word)
        await failsWith(code, begin().done)
      })

    it('checks an ID token as always', async () => {
      const good = issuer.answer({refresh_token: 'r-1'})
      sample(good)
      assert.equal((await begin().done).subject, 'ada')
      sample({...good, id_token: signed(goodKey, issuer.claims({aud: 'another'}))})
      await failsWith('token_rejected', begin().done)
    })
  })
})
