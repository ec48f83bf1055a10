import assert from 'node:assert/strict'
import {totpCode} from '../../src/lib/emulator/cognito/totp.ts'
import type {User} from '../../src/lib/emulator/state.ts'
import {beginFlow} from '../support/pkce.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {type Place, visitor} from '../support/visitor.ts'

const password = 'Correct-Horse-9'

describe('the sign-in pages', () => {
  let stack: TestStack

  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  const pool = () => stack.state.pools.get(poolId)!
  const user = (name: string): User => pool().users.get(name)!
  const alert = ({html}: Place) => unescaped(/role="alert"[^>]*><p>([^<]*)/.exec(html)?.[1] ?? '')

  async function atThePage(parameters: Record<string, string> = {}) {
    const person = visitor(stack.url)
    const page = await person.open((await beginFlow(stack, {parameters})).url)
    const signIn = (username: string, given = password) => person.submit(page, {username, password: given})
    return {person, page, signIn}
  }

  it('lock everything out but themselves and the way back', async () => {
    const {page} = await atThePage()
    const policy = page.headers.get('content-security-policy') ?? ''
    assert.match(
      policy,
      /^default-src 'none'; style-src 'nonce-[\w+/=]+'; form-action 'self' http:\/\/localhost:8400; frame-ancestors 'none'; base-uri 'none'$/,
    )
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
    assert.doesNotMatch(page.html, /<script|https?:\/\/|<link|<img|\son\w+=/)
  })

  it('are labelled, in a language, and say what is wrong where it is heard', async () => {
    const {page, signIn} = await atThePage()
    assert.match(page.html, /<html lang="en">/)
    for (const [, id] of page.html.matchAll(/<input id="([^"]+)"/g))
      assert.ok(page.html.includes(`<label for="${id}">`))
    const again = await signIn('ada', 'wrong')
    assert.match(again.html, /id="username"[^>]* value="ada"[^>]* aria-describedby="problem" aria-invalid="true"/)
    assert.doesNotMatch(again.html, /wrong/)
    assert.equal(alert(again), 'Incorrect username or password.')
  })

  it('write out what they are told, as text', async () => {
    const attack = `"><script>alert('x')</script>`
    const client = pool().clients.get('localcli')!
    client.settings.ClientName = attack
    const {page, signIn} = await atThePage({login_hint: attack, state: attack})
    for (const {html} of [
      page,
      await signIn(attack),
      await visitor(stack.url).open(`${stack.url}/error?error=${attack}`),
    ])
      assert.doesNotMatch(html, /<script/)
    assert.ok(page.html.includes('&#60;script&#62;'))
  })

  const closed: [string, Partial<User>, string][] = [
    ['disabled', {enabled: false}, 'This account is disabled. Ask an administrator to enable it.'],
    [
      'not confirmed',
      {status: 'UNCONFIRMED'},
      'This account is not confirmed yet. Confirm it with the code that was sent, then come back.',
    ],
    [
      'reset by an administrator',
      {status: 'RESET_REQUIRED'},
      'An administrator has reset this password. Set a new one with the code that was sent, then come back.',
    ],
  ]
  for (const [what, change, words] of closed)
    it(`tell somebody whose account is ${what}`, async () => {
      Object.assign(user('ada'), change)
      assert.equal(alert(await (await atThePage()).signIn('ada')), words)
    })

  it('close for a while after five failures, and open again', async () => {
    const {signIn} = await atThePage()
    for (let tries = 0; tries < 5; tries++) await signIn('ada', 'wrong')
    assert.equal(alert(await signIn('ada')), 'Too many failed attempts. Wait a moment, then try again.')
    stack.clock.advance(2000)
    assert.ok((await signIn('ada')).left)
  })

  it('lead from a temporary password to one of one’s own', async () => {
    user('ada').status = 'FORCE_CHANGE_PASSWORD'
    const {person, signIn} = await atThePage()
    const asked = await signIn('ada')
    const apart = await person.submit(asked, {new_password: 'Better-Horse-10', repeated: 'Better-Horse-11'})
    assert.equal(alert(apart), 'The two do not match.')
    const short = await person.submit(apart, {new_password: 'short', repeated: 'short'})
    assert.match(alert(short), /Password not long enough/)
    const done = await person.submit(short, {new_password: 'Better-Horse-10', repeated: 'Better-Horse-10'})
    assert.ok(done.left)
    assert.ok((await (await atThePage()).signIn('ada', 'Better-Horse-10')).left)
  })

  it('ask for the code of an authenticator app', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW'
    pool().settings.MfaConfiguration = 'OPTIONAL'
    pool().mfa = {MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: {Enabled: true}}
    user('ada').mfa = {totpSecret: secret, enabled: ['SOFTWARE_TOKEN_MFA'], failedAttempts: 0}
    const {person, signIn} = await atThePage()
    const asked = await signIn('ada')
    const wrong = await person.submit(asked, {code: '000000'})
    assert.equal(alert(wrong), 'That code is not right. Wait for the next one and try again.')
    const code = totpCode(secret, Math.floor(stack.clock.seconds() / 30))
    assert.ok((await person.submit(wrong, {code: `${code.slice(0, 3)} ${code.slice(3)}`})).left)
  })

  it('ask for a code that was sent', async () => {
    pool().settings.MfaConfiguration = 'OPTIONAL'
    pool().mfa = {MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {}}
    user('ada').mfa = {enabled: ['EMAIL_OTP'], failedAttempts: 0}
    const {person, signIn} = await atThePage()
    const asked = await signIn('ada')
    assert.match(asked.html, /Six digits were sent to <strong>a\*\*\*@e\*\*\*</)
    const wrong = await person.submit(asked, {code: 'wrong'})
    assert.equal(alert(wrong), 'That code is not the one that was sent. Try again.')
    assert.match(wrong.html, /Six digits were sent to/)
    const code = stack.state.mailbox.at(-1)?.code ?? ''
    assert.ok((await person.submit(wrong, {code})).left)
  })

  it('take no step that the one before it did not lead to', async () => {
    const {person, page} = await atThePage()
    const skipped = {...page, html: page.html.replace('value="password"', 'value="code"')}
    assert.equal(
      alert(await person.submit(skipped, {username: 'ada', code: '1'})),
      'That took too long. Sign in again.',
    )
  })

  describe('a posted form', () => {
    const post = async (page: Place, cookie: string, change: Record<string, string> = {}, headers = {}) => {
      const token = /name="token" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
      const body = new URLSearchParams({token, step: 'password', username: 'ada', password, ...change})
      return fetch(page.url, {method: 'POST', body, redirect: 'manual', headers: {cookie, ...headers}})
    }
    const cookieOf = async () => {
      const {url} = await beginFlow(stack)
      const begun = await fetch(url, {redirect: 'manual'})
      const cookie = begun.headers
        .getSetCookie()
        .map(line => line.split(';')[0])
        .join('; ')
      const at = new URL(begun.headers.get('location')!, stack.url)
      const html = await (await fetch(at, {headers: {cookie}})).text()
      return {cookie, page: {url: at, html, status: 200, headers: begun.headers, left: false}}
    }

    it('goes on from its own page', async () => {
      const {cookie, page} = await cookieOf()
      assert.equal((await post(page, cookie, {}, {origin: 'null', 'sec-fetch-site': 'same-origin'})).status, 303)
    })

    it('is refused from another page, without its token, and in another browser', async () => {
      const {cookie, page} = await cookieOf()
      assert.equal((await post(page, cookie, {}, {origin: 'https://evil.example'})).status, 403)
      assert.equal((await post(page, cookie, {}, {origin: 'null', 'sec-fetch-site': 'cross-site'})).status, 403)
      assert.equal((await post(page, cookie, {token: 'x'.repeat(43)})).status, 403)
      assert.equal((await post(page, '')).status, 400)
      assert.equal((await post(page, (await cookieOf()).cookie)).status, 400)
    })
  })
})

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
