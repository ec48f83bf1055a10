import assert from 'node:assert/strict'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import * as oidc from 'openid-client'
import type {Browser, Page} from 'playwright-core'
import {launchChromium, press, type, windows} from '../support/chromium.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'

const password = 'Correct-Horse-9'

describe('in a real browser, by keyboard alone and without scripts', () => {
  let browser: Browser
  let stack: TestStack

  before(async function () {
    this.timeout(60_000)
    browser = await launchChromium(this)
  })
  after(() => browser?.close())
  beforeEach(async () => {
    stack = await testStack()
  })
  // Also after a failure: what stays open would keep the whole run from ending.
  afterEach(async () => {
    for (const receiver of receivers.splice(0)) await receiver.close()
    for (const context of browser.contexts()) await context.close()
    await stack.stop()
  })

  for (const [name, viewport] of Object.entries(windows)) {
    describe(`at ${viewport.width} × ${viewport.height}, a ${name}`, () => {
      it('signs ada in at the pool’s page, and lands on the loopback callback', async () => {
        const receiver = registered(await callbackAt('localhost'))
        const {config, url, verifier} = await begin(`${stack.url}/${poolId}`, receiver.url)
        const {page, complaints} = await window(viewport)
        await page.goto(url)
        assert.equal(await page.title(), 'Sign in · authctl local stack')
        await type(page, 'ada', 'not her password')
        await page.getByRole('alert').waitFor()
        await assertFits(page)
        await type(page, password)
        const back = await receiver.arrived
        const tokens = await oidc.authorizationCodeGrant(config, back, {pkceCodeVerifier: verifier})
        assert.equal(tokens.claims()?.['cognito:username'], 'ada')
        assert.deepEqual(complaints, [])
      })

      it('asks grace at the standard issuer what she allows, and comes back to a port of the moment', async () => {
        const receiver = await callbackAt('127.0.0.1')
        const {config, url, verifier} = await begin(`${stack.url}/standard`, receiver.url)
        const {page, complaints} = await window(viewport)
        await page.goto(url)
        await type(page, 'grace', password)
        await page.getByRole('heading', {name: 'Allow cli?'}).waitFor()
        await assertFits(page)
        await press(page, 'Allow')
        const back = await receiver.arrived
        const tokens = await oidc.authorizationCodeGrant(config, back, {pkceCodeVerifier: verifier})
        assert.deepEqual(tokens.claims()?.groups, ['editors'])
        assert.deepEqual(complaints, [])
      })

      it('connects a device: code, comparison, sign-in', async () => {
        const config = await discover(`${stack.url}/standard`)
        const device = await oidc.initiateDeviceAuthorization(config, {scope: 'openid notes/read'})
        const {page, complaints} = await window(viewport)
        await page.goto(device.verification_uri)
        await type(page, device.user_code.toLowerCase().replace('-', ''))
        await page.getByRole('heading', {name: 'Is this your device?'}).waitFor()
        assert.equal(await page.locator('.show-code').textContent(), device.user_code)
        await assertFits(page)
        await press(page, 'The codes match, continue')
        await page.getByRole('heading', {name: 'Sign in'}).waitFor()
        await type(page, 'linus', password)
        await page.getByRole('status').waitFor()
        const tokens = await oidc.pollDeviceAuthorizationGrant(config, {...device, interval: 1})
        assert.equal(typeof tokens.claims()?.sub, 'string')
        assert.deepEqual(complaints, [])
      })
    })
  }

  it('leads through a temporary password to a new one', async () => {
    const user = stack.state.pools.get(poolId)!.users.get('linus')!
    user.status = 'FORCE_CHANGE_PASSWORD'
    const receiver = registered(await callbackAt('localhost'))
    const {url} = await begin(`${stack.url}/${poolId}`, receiver.url)
    const {page} = await window(windows.phone)
    await page.goto(url)
    await type(page, 'linus', password)
    await page.getByRole('heading', {name: 'Choose a new password'}).waitFor()
    await type(page, 'short', 'short')
    assert.match((await page.getByRole('alert').textContent()) ?? '', /Password not long enough/)
    await type(page, 'A-brand-new-1', 'A-brand-new-1')
    assert.ok((await receiver.arrived).searchParams.get('code'))
    assert.equal(user.status, 'CONFIRMED')
  })

  it('keeps two sign-ins in two tabs apart', async () => {
    const waiting = [await callbackAt('127.0.0.1'), await callbackAt('127.0.0.1')]
    const begun = await Promise.all(waiting.map(({url}) => begin(`${stack.url}/standard`, url, 'openid')))
    const context = await browser.newContext({javaScriptEnabled: false})
    const tabs = await Promise.all(begun.map(() => context.newPage()))
    for (const [at, tab] of tabs.entries()) await tab.goto(begun[at]!.url)
    for (const tab of tabs) await type(tab, 'ada', password)
    for (const [at, receiver] of waiting.entries()) {
      const {config, verifier} = begun[at]!
      await oidc.authorizationCodeGrant(config, await receiver.arrived, {pkceCodeVerifier: verifier})
    }
  })

  /** Cognito takes addresses that are registered to the letter: the client is given this one. */
  function registered<Receiver extends {url: string}>(receiver: Receiver): Receiver {
    stack.state.pools.get(poolId)!.clients.get('localcli')!.settings.CallbackURLs!.push(receiver.url)
    return receiver
  }

  async function window(viewport: {width: number; height: number}): Promise<{page: Page; complaints: string[]}> {
    const context = await browser.newContext({viewport, javaScriptEnabled: false})
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('request', request => {
      const {hostname} = new URL(request.url())
      if (!['127.0.0.1', 'localhost'].includes(hostname)) complaints.push(`fetched ${request.url()}`)
    })
    return {page, complaints}
  }
})

async function assertFits(page: Page): Promise<void> {
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.ok(overflow <= 0, `the page is ${overflow} px wider than its window`)
}

const discover = (issuer: string) =>
  oidc.discovery(new URL(issuer), 'localcli', {}, oidc.None(), {execute: [oidc.allowInsecureRequests]})

async function begin(issuer: string, redirectUri: string, scope = 'openid notes/read') {
  const config = await discover(issuer)
  const verifier = oidc.randomPKCECodeVerifier()
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return {config, verifier, url: url.href}
}

const receivers: {close(): Promise<unknown>}[] = []

/** A program's loopback receiver: waits for the browser to come back; closed after the test. */
async function callbackAt(host: string) {
  let arrive: (url: URL) => void = () => {}
  const arrived = new Promise<URL>(resolve => {
    arrive = resolve
  })
  const server = createServer((req, res) => {
    res.end('You may close this page.')
    const at = new URL(req.url ?? '/', url)
    if (at.pathname === '/callback') arrive(at)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const url = `http://${host}:${(server.address() as AddressInfo).port}/callback`
  receivers.push({
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  })
  return {url, arrived}
}
