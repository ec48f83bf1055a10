import assert from 'node:assert/strict'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, testWorld} from '../support/world.ts'

/** docs/federation.md, step by step. */
describe('a SAML provider, from its metadata to somebody signed in by it', () => {
  let stack: TestStack
  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  it('goes step by step, and each step answers', async () => {
    const callback = `http://localhost:${await freePort()}/callback`
    const person = visitor(stack.url)
    let sample = ''
    /** Somebody at a browser, who signs in as Marie wherever that is asked. */
    const open = async (url: URL) => {
      const page = await person.open(url.href)
      const handOver = await person.submit(page, {username: 'marie', password: 'Correct-Horse-9'})
      sample = /name="SAMLResponse" value="([^"]*)"/.exec(handOver.html)?.[1] ?? ''
      const {url: back, left} = await person.submit(handOver)
      assert.ok(left, back.href)
      // The program answers once it has its tokens, and it gets them once this browser has opened.
      void fetch(back).then(answer => answer.text())
    }
    const world = testWorld({browser: {open}})
    const run = async (...words: string[]) => {
      const ran = await authctl(world, ...words, '--json')
      assert.equal(ran.status, 0, `${words.join(' ')}: ${ran.stdout}${ran.stderr}`)
      return ran.json()
    }
    try {
      await run(
        ...['profile', 'create', 'work', '--use', '--store', 'plaintext'],
        ...['--issuer', `${stack.url}/${poolId}`, '--endpoint', stack.url, '--user-pool-id', poolId],
        ...['--client-id', 'localcli', '--redirect-uri', callback],
      )
      const party = await run('saml', 'metadata')
      assert.equal(party.entityId, `urn:amazon:cognito:sp:${poolId}`)

      const email = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
      const metadata = `${stack.url}/idp/saml/metadata`
      const made = await run('idp', 'create', 'saml', 'Company', '--metadata', metadata, '--map', `email=${email}`)
      assert.equal(made.name, 'Company')
      await run('client', 'set', 'localcli', '--add-provider', 'Company', '--add-callback', callback, '--yes')

      const session = await run('login', '--identity-provider', 'Company')
      assert.equal(session.username, 'company_marie')
      assert.equal((await run('whoami')).username, 'company_marie')
      assert.equal((await run('user', 'show', 'company_marie')).status, 'EXTERNAL_PROVIDER')

      const piped = Object.create(world, {terminal: {value: silentTerminal(sample)}})
      const decoded = await authctl(piped, 'saml', 'decode', '--metadata', metadata, '--json')
      assert.equal(decoded.json().verified, true)
      const checked = await authctl(piped, 'saml', 'check', '--provider', 'Company', '--json')
      assert.deepEqual(checked.json().problems, [])
      assert.equal(checked.json().username, 'company_marie')
    } finally {
      world.dispose()
    }
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
