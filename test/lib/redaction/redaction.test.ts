import assert from 'node:assert/strict'
import fc from 'fast-check'
import {isConfidential} from '../../../src/lib/redaction/confidential.ts'
import {toldBy, toldIn} from '../../../src/lib/redaction/learning.ts'
import {redaction} from '../../../src/lib/redaction/redaction.ts'

const secret = 'kQ7/x+Zr "9&é%p~Lw2<tB5'

/** Ways in which a server, or a proxy's error page, may repeat what it was told. */
const echoes: Record<string, (text: string) => string> = {
  'as it is': text => `you sent ${text}.`,
  'in an address': text => `https://x.example/?token=${encodeURIComponent(text)}&a=b`,
  'in an address, in small letters': text => encodeURIComponent(text).replace(/%../g, code => code.toLowerCase()),
  'in a form': text => new URLSearchParams({token: text}).toString(),
  'in JSON': text => JSON.stringify({message: `no ${text}`}),
  'in JSON, every character a code': text =>
    `"${[...text].map(one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`,
  'in an address, every byte a code': text => Buffer.from(text).toString('hex').replace(/../g, '%$&'),
  'in HTML': text => `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</p>`,
  'in base64': text => `Basic ${Buffer.from(text).toString('base64')}`,
  'in base64, after a name': text => `Basic ${Buffer.from(`me:${text}`).toString('base64')}`,
  'in base64, between other things': text => Buffer.from(`cli:${text} and more`).toString('base64'),
  'in base64url': text => Buffer.from(`a${text}`).toString('base64url'),
  'in hexadecimal': text => Buffer.from(text).toString('hex'),
  'cut in two': text => `${text.slice(0, text.length / 2)}", "rest": "${text.slice(text.length / 2)}`,
  'broken over lines': text => text.replace(/.{10}/gs, '$&\n'),
  'without its end': text => `the token ${text.slice(0, -3)}…`,
  'without its beginning': text => text.slice(5),
}

describe('what a trace leaves out', () => {
  for (const [how, echo] of Object.entries(echoes))
    it(`is left out when it comes back ${how}`, () => {
      const pen = redaction()
      pen.learn(secret)
      const cleaned = pen.clean(echo(secret))
      assert.ok(cleaned.includes('•••'), cleaned)
      assertNoPart(cleaned, secret)
    })

  it('is left out of any text, however it is cut, unless fewer than eight characters are left', () => {
    const text = fc.string({minLength: 16, maxLength: 200})
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.string(), fc.string(), (secret, a, b, before, after) => {
        const pen = redaction()
        pen.learn(secret)
        const [from = 0, to = 0] = [a % secret.length, b % secret.length].sort((x, y) => x - y)
        assertNoPart(pen.clean(before + secret.slice(from, to) + after), secret)
        assertNoPart(pen.clean(before + encodeURIComponent(secret) + after), secret)
      }),
      {numRuns: 300},
    )
  })

  it('leaves everything else as it was', () => {
    const pen = redaction()
    pen.learn(secret)
    for (const text of ['', 'openid email', 'https://issuer.example/a%20b?x=%C3%A9', '{"a":"\\u00e9"}', '🙂 ünï'])
      assert.equal(pen.clean(text), text)
  })

  it('takes whole short secrets, and not their parts', () => {
    const pen = redaction()
    pen.learn('hunter2')
    pen.learn('abc')
    assert.equal(pen.clean('hunter2 hunts hunter abc'), '••• hunts hunter abc')
  })

  it('knows a token by its looks, also one nobody has told of', () => {
    const jwt = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.eyJzdWIiOiJhIn0.c2lnbmF0dXJl`
    assert.equal(redaction().clean(`bad token ${jwt}, sorry`), 'bad token •••, sorry')
  })

  it('takes its time for what is large, and no more', () => {
    const pen = redaction()
    for (let at = 0; at < 8; at++) pen.learn(`${at}`.repeat(3) + 'x9'.repeat(1000))
    const began = process.cpuUsage().user
    for (const text of ['A'.repeat(256 * 1024), '%41'.repeat(80_000), 'eyJ'.repeat(80_000), '\\u0041'.repeat(40_000)])
      pen.clean(text)
    assert.ok(process.cpuUsage().user - began < 10_000_000)
  })

  it('learns what headers prove somebody with, and nothing else in them', () => {
    const headers = new Headers({
      authorization: 'Bearer opaque-access-token-1',
      'x-api-key': 'da2-abcdefghijklmnop',
      cookie: 'lang=en; session=cookie-value-one',
    })
    headers.append('set-cookie', 'sid=cookie-value-two; Max-Age=3600; SameSite=Strict; Path=/')
    headers.append('set-cookie', 'other=cookie-value-three; Expires=Wed, 09 Jun 2027 10:18:14 GMT')
    const {clean} = toldIn({headers})
    const text = 'Bearer en 3600 Strict Wed, 09 Jun 2027'
    assert.equal(clean(text), text)
    for (const secret of ['opaque-access-token-1', 'da2-abcdefghijklmnop']) assert.equal(clean(`(${secret})`), '(•••)')
    for (const which of ['one', 'two', 'three']) assert.equal(clean(`(cookie-value-${which})`), '(•••)')
  })

  it('learns from addresses, forms and JSON by name', () => {
    const url =
      'https://ada:url-pass-word@x.example/?code=the-code-itself&state=a-state-that-stays#id_token=fragment-token'
    const form = toldIn({url, body: new URLSearchParams({client_secret: 'form-secret-1', scope: 'openid email'})})
    const text = 'a-state-that-stays, openid email'
    assert.equal(form.clean(text), text)
    for (const secret of ['url-pass-word', 'the-code-itself', 'fragment-token', 'form-secret-1'])
      assert.equal(form.clean(secret), '•••')
    const json = toldBy({
      AuthParameters: {PASSWORD: 'json-pass-word', USERNAME: 'somebody-else'},
      list: [{token: 'listed-token'}],
    })
    assert.equal(json.clean('json-pass-word listed-token somebody-else'), '••• ••• somebody-else')
  })

  const names: [secret: boolean, names: string][] = [
    [true, 'client_secret client_assertion code_verifier device_code refresh_token access_token id_token token'],
    [true, 'subject_token actor_token password PASSWORD Password TemporaryPassword NEW_PASSWORD ProposedPassword'],
    [true, 'SECRET_HASH SecretHash ClientSecret AccessToken IdToken RefreshToken REFRESH_TOKEN Session SESSION'],
    [true, 'PASSWORD_CLAIM_SIGNATURE PASSWORD_CLAIM_SECRET_BLOCK ConfirmationCode UserCode SecretCode SMS_MFA_CODE'],
    [true, 'SOFTWARE_TOKEN_MFA_CODE EMAIL_OTP_CODE ANSWER SAMLResponse x-api-key apiKey DEVICE_SECRET_VERIFIER_CONFIG'],
    [
      false,
      'token_type token_endpoint token_use subject_token_type token_type_hint issued_token_type TokenType ExpiresIn',
    ],
    [false, 'revocation_endpoint token_endpoint_auth_methods_supported id_token_signing_alg_values_supported scope'],
    [
      false,
      'grant_type client_id redirect_uri code_challenge code_challenge_method state nonce user_code SRP_A USERNAME',
    ],
    [false, 'AccessTokenValidity TokenValidityUnits EnableTokenRevocation RefreshTokenRotation PasswordPolicy'],
  ]
  for (const [secret, list] of names)
    for (const name of list.split(' '))
      it(`${secret ? 'hides' : 'shows'} what is called ${name}`, () => assert.equal(isConfidential(name), secret))
})

/** No eight characters in a row of the secret, in any place. */
function assertNoPart(text: string, secret: string): void {
  for (let at = 0; at + 8 <= secret.length; at++) {
    const part = secret.slice(at, at + 8)
    assert.ok(!text.includes(part), `${JSON.stringify(part)} is in ${JSON.stringify(text)}`)
  }
}
