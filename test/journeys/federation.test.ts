import assert from 'node:assert/strict'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {Browser, Page} from 'playwright-core'
import {launchChromium, type, windows} from '../support/chromium.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl login by an identity provider, in a real browser without scripts', () => {
  let browser: Browser
  let stack: TestStack
  let world: TestWorld

  before(async function () {
    this.timeout(60_000)
    browser = await launchChromium(this)
  })
  after(() => browser?.close())
  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    world?.dispose()
    await stack.stop()
  })

  /** Signs in with whatever the person does at the page they are shown. */
  async function login(person: (page: Page) => Promise<void>, ...flags: string[]) {
    const port = await freePort()
    const callback = `http://localhost:${port}/callback`
    stack.state.pools.get(poolId)!.clients.get('localcli')!.settings.CallbackURLs!.push(callback)
    const complaints: string[] = []
    const open = async (url: URL) => {
      const context = await browser.newContext({viewport: windows.phone, javaScriptEnabled: false})
      const page = await context.newPage()
      page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
      await page.goto(url.href)
      await person(page)
    }
    world = testWorld({browser: {open}})
    const connection = ['--issuer', `${stack.url}/${poolId}`, '--client-id', 'localcli', '--redirect-uri', callback]
    const ran = await authctl(world, 'login', ...connection, '--store', 'plaintext', '--json', ...flags)
    assert.equal(ran.status, 0, ran.stderr)
    assert.deepEqual(complaints, [])
    return ran.json()
  }

  it('goes to the SAML provider and comes back signed in', async () => {
    const answer = await login(
      async page => {
        await page.getByRole('heading', {name: 'Sign in'}).waitFor()
        assert.equal(new URL(page.url()).pathname, '/idp/saml/sign-in')
        await type(page, 'marie', 'Correct-Horse-9')
        await page.getByRole('heading', {name: 'You are signed in at Acme'}).waitFor()
        await page.keyboard.press('Enter')
      },
      '--identity-provider',
      'AcmeSAML',
    )
    assert.equal(answer.username, 'acmesaml_marie')
    assert.deepEqual(answer.groups, [`${poolId}_AcmeSAML`])
  })

  it('chooses the OpenID provider on the sign-in page', async () => {
    const answer = await login(async page => {
      await page.getByRole('link', {name: 'Continue with AcmeOIDC'}).press('Enter')
      await page.waitForURL('**/idp/oidc/login**')
      await type(page, 'niels', 'Correct-Horse-9')
    })
    assert.match(answer.username, /^acmeoidc_/)
    assert.deepEqual(answer.groups, [`${poolId}_AcmeOIDC`])
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
