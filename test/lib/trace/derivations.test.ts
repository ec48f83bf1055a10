import assert from 'node:assert/strict'
import {
  comparedAtReturn,
  comparedInAnswer,
  comparedWithAddress,
  madeFor,
  madeForBrowser,
} from '../../../src/lib/trace/derivations.ts'
import {signed, testKey} from '../../support/tokens.ts'

const key = testKey('RS256', 'k1')
const form = 'application/x-www-form-urlencoded'
const sent = (body: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  url: 'https://issuer.example/token',
  headers: new Headers({'content-type': form, ...headers}),
  body: new URLSearchParams(body).toString(),
})

describe('how a trace explains what was computed', () => {
  // RFC 7636, appendix B.
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

  it('recomputes the challenge from the verifier, and says when it is another', () => {
    const line = `BASE64URL(SHA-256(code_verifier)) = ${challenge}`
    const request = sent({code_verifier: verifier})
    assert.deepEqual(madeFor(request, {}), [line])
    assert.deepEqual(madeFor(request, {challenge}), [`${line}, the code_challenge that was sent`])
    assert.deepEqual(madeFor(request, {challenge: 'x'}), [`${line}, NOT the code_challenge that was sent`])
  })

  it('names the client in Basic, decoded as it was encoded, and not its secret', () => {
    // RFC 6749, section 2.3.1, with a name that needs encoding.
    const proof = Buffer.from(`${encodeURIComponent('a:b c')}:7Fjfp0ZBr1KtDRbnfVdmIw`).toString('base64')
    const [line = ''] = madeFor(sent({}, {authorization: `Basic ${proof}`}), {})
    assert.match(line, /form\(client id “a:b c”\)/)
    assert.ok(!line.includes('7Fjfp0ZBr1KtDRbnfVdmIw'))
  })

  it('tells what an assertion and a DPoP proof say of themselves', () => {
    const assertion = signed(key, {iss: 'web', sub: 'web', aud: 'https://issuer.example', iat: 10, exp: 70})
    const proof = signed(testKey('ES256'), {htm: 'POST', htu: 'https://issuer.example/token', ath: 'x', jti: 'y'})
    assert.deepEqual(madeFor(sent({client_assertion: assertion}, {dpop: proof}), {}), [
      'DPoP = a JWT signed with the session’s own key (ES256): htm POST, htu https://issuer.example/token, jti fresh, ath the hash of the token (RFC 9449, section 4.2)',
      'client_assertion = a JWT signed with the client’s private key (RS256): iss and sub web, aud https://issuer.example, for 60 s, good once (RFC 7523, section 3)',
    ])
  })

  it('has the formulas of Cognito’s own values, wherever they are packed', () => {
    const body = JSON.stringify({AuthParameters: {SECRET_HASH: 'a', SRP_A: 'b'}})
    const request = {...sent({}), headers: new Headers({'content-type': 'application/x-amz-json-1.1'}), body}
    assert.deepEqual(
      madeFor(request, {}).map(line => line.split(' = ')[0]),
      ['SECRET_HASH', 'SRP_A'],
    )
  })

  it('finds the hash of the access token in the ID token', () => {
    // OpenID Connect Core 1.0, appendix A.4.
    const access = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'
    const hash = '77QmUPtjPfzWtF2AnpK9RQ'
    const answer = (at_hash: string) => ({
      access_token: access,
      id_token: signed(key, {sub: 'a', at_hash, iat: 1, exp: 61}),
    })
    const line = `BASE64URL(left half of SHA-256(access token)) = ${hash}`
    const [told, same] = comparedInAnswer(answer(hash), {})
    assert.equal(told, 'ID token: RS256 by key k1, sub a, for 60 s')
    assert.equal(same, `${line}, the at_hash of the ID token: the two belong together`)
    const [, other] = comparedInAnswer(answer('another'), {})
    assert.equal(other, `${line}, NOT the at_hash of the ID token (another): the two do not belong together`)
  })

  it('holds what comes back against what was sent', () => {
    const back = new URL('http://127.0.0.1/callback?code=x&state=s&iss=https://issuer.example')
    assert.deepEqual(comparedAtReturn(back, {state: 's'}), [
      'state is the one that was sent',
      'iss says the answer is from https://issuer.example',
    ])
    assert.match(comparedAtReturn(back, {state: 'other'})[0] ?? '', /^state is NOT the one/)
    const answer = {id_token: signed(key, {nonce: 'n', iat: 1, exp: 2})}
    assert.equal(comparedInAnswer(answer, {nonce: 'n'})[1], 'nonce in the ID token is the one that was sent')
    assert.equal(comparedInAnswer(answer, {nonce: 'm'})[1], 'nonce in the ID token is NOT the one that was sent')
  })

  const addresses: [asked: string, issuer: string, same: boolean][] = [
    ['https://a.example/.well-known/openid-configuration', 'https://a.example', true],
    ['https://a.example/pool/.well-known/openid-configuration', 'https://a.example/pool', true],
    ['https://a.example/.well-known/oauth-authorization-server/pool', 'https://a.example/pool', true],
    ['https://a.example/.well-known/openid-configuration', 'https://evil.example', false],
  ]
  for (const [asked, issuer, same] of addresses)
    it(`takes ${issuer} for ${same ? 'the one' : 'another than was'} asked at ${asked}`, () => {
      const [line = ''] = comparedWithAddress({issuer}, asked)
      assert.match(line, same ? /^issuer is the one/ : /^issuer is NOT the one that was asked, https:\/\/a\.example$/)
    })

  it('says how the browser’s request was made, as far as it has these', () => {
    const full = new URL(`https://a.example/authorize?code_challenge=${challenge}&state=s&nonce=n`)
    assert.equal(madeForBrowser(full).length, 3)
    assert.deepEqual(madeForBrowser(new URL('https://a.example/authorize?scope=x')), [])
  })
})
