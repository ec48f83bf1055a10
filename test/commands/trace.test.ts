import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {launchChromium} from '../support/chromium.ts'
import {assertHar} from '../support/har-schema.ts'
import {people} from '../support/people.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {clientId, poolId, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('a traced command', () => {
  let provider: PlainProvider
  let world: TestWorld
  before(async () => {
    provider = await plainProvider()
  })
  after(() => provider.stop())
  beforeEach(() => {
    const open = async (url: URL) => void visitor().open(url)
    world = testWorld({browser: {open}})
  })
  afterEach(() => world.dispose())

  const login = (...flags: string[]) =>
    authctl(
      world,
      ...['login', '--issuer', provider.issuer, '--client-id', 'cli', '--store', 'plaintext', '--scope', 'openid'],
      ...flags,
    )
  const file = (name: string) => join(world.cwd, name)
  const har = (name = 'trace.har') => JSON.parse(readFileSync(file(name), 'utf8'))

  it('tells each step of a sign-in as it happens, why, and where that is written', async () => {
    const {status, stderr, json} = await login('--trace', '--json')
    assert.equal(status, 0, stderr)
    assert.equal(json().subject, 'ada', 'stdout is the answer, and nothing else')
    const steps = stderr.split('\n').filter(line => /^[→←⇢⇠]/.test(line))
    assert.deepEqual(
      steps
        .map(line => line.replaceAll(provider.issuer, 'ISSUER').replace(/:\d+\/callback/, ':PORT/callback'))
        .map(withoutTime),
      [
        '→ 1  GET ISSUER/.well-known/openid-configuration',
        '← 1  200 OK',
        '⇢    browser ISSUER/auth',
        '⇠    browser http://127.0.0.1:PORT/callback',
        '→ 2  POST ISSUER/token',
        '← 2  200 OK',
        '→ 3  GET ISSUER/jwks',
        '← 3  200 OK',
      ],
    )
    assert.match(stderr, / {5}· issuer is the one that was asked\n/)
    assert.match(stderr, / {5}· state is the one that was sent\n/)
    assert.match(stderr, / {5}· nonce in the ID token is the one that was sent\n/)
    assert.match(stderr, /§ RFC 6749, section 4\.1\.3; RFC 7636, section 4\.5: The code is good once/)
    assert.match(
      stderr,
      / {5}keys {2}plain RS256\n {5}· the key plain, by which the ID token is signed, is among them\n/,
    )
  })

  it('shows how the challenge follows from the verifier, which it does not show', async () => {
    const {stderr} = await login('--trace')
    const {query} = provider.at('/auth').at(-1)!
    const {body} = provider.at('/token').at(-1)!
    const challenge = query.get('code_challenge')
    assert.ok(stderr.includes(`· BASE64URL(SHA-256(code_verifier)) = ${challenge}, the code_challenge that was sent\n`))
    for (const secret of [body.get('code_verifier')!, body.get('code')!]) assertNoPart(stderr, secret)
  })

  it('writes a HAR, for its owner only, without what is secret', async () => {
    const {status} = await login('--trace-file', 'trace.har')
    assert.equal(status, 0)
    assert.equal(statSync(file('trace.har')).mode & 0o777, 0o600)
    assertHar(har())
    const {entries} = har().log
    assert.deepEqual(
      entries.map(({request, response}: any) => [request.method, URL.parse(request.url)?.pathname, response.status]),
      [
        ['GET', '/.well-known/openid-configuration', 200],
        ['POST', '/token', 200],
        ['GET', '/jwks', 200],
      ],
    )
    const {postData} = entries[1].request
    assert.deepEqual(
      postData.params.find(({name}: any) => name === 'code'),
      {name: 'code', value: '•••'},
    )
    assert.equal(JSON.parse(entries[1].response.content.text).access_token, '•••')
    assert.equal(JSON.parse(entries[0].response.content.text).issuer, provider.issuer)
  })

  it('writes a HAR that a browser takes for the network', async function () {
    const browser = await launchChromium(this)
    try {
      await login('--trace-file', 'trace.har')
      const page = await (await browser.newContext()).newPage()
      await page.routeFromHAR(file('trace.har'), {notFound: 'abort'})
      const before = provider.seen.length
      await page.goto(`${provider.issuer}/.well-known/openid-configuration`)
      assert.equal(JSON.parse(await page.innerText('body')).issuer, provider.issuer)
      assert.equal(provider.seen.length, before, 'the answer came out of the file')
    } finally {
      await browser.close()
    }
  })

  it('draws a diagram', async () => {
    await login('--trace-diagram', 'trace.mmd')
    const drawn = readFileSync(file('trace.mmd'), 'utf8')
    assert.equal(statSync(file('trace.mmd')).mode & 0o777, 0o600)
    const lines = drawn.trimEnd().split('\n')
    assert.equal(lines[0], 'sequenceDiagram')
    const statement =
      /^ {2}(autonumber|participant \w+ as [^;]+|Note over \w+: [^;]+|\w+(->>|-->>|--x)\w+: ([^#;]|#\d+;)+)$/
    for (const line of lines.slice(1)) assert.match(line, statement)
    const known = new Set([...drawn.matchAll(/participant (\w+)/g)].map(([, name]) => name))
    for (const [, from, to] of drawn.matchAll(/^ {2}(\w+)-[->x]+(\w+):/gm)) assert.ok(known.has(from) && known.has(to))
    assert.match(drawn, / {2}B->>A: GET \/callback \(code, state, iss\)\n/)
    assert.match(drawn, / {2}A->>S1: POST \/token\n {2}S1-->>A: 200 access_token/)
  })

  it('is switched on by the environment, and before the command', async () => {
    const keys = ['token', 'keys', '--issuer', provider.issuer]
    const byVariable = await authctl({...world, env: {AUTHCTL_TRACE: '1'}}, ...keys)
    assert.match(byVariable.stderr, /^→ 1 {2}GET /)
    assert.match((await authctl(world, '--trace', ...keys)).stderr, /^→ 1 {2}GET /)
    assert.equal((await authctl(world, ...keys)).stderr, '')
    await authctl({...world, env: {AUTHCTL_TRACE_FILE: 'by-variable.har'}}, ...keys)
    assert.equal(har('by-variable.har').log.entries.length, 2)
  })

  it('tells what was asked of the Cognito API, and hides the password', async () => {
    const stack = await testStack()
    const password = 'Sup3r-Secret-Pass!'
    const own = Object.assign(Object.create(world), {terminal: silentTerminal(`${password}\n`)})
    const pool = ['--endpoint', stack.url, '--user-pool-id', poolId, '--trace', '--trace-file', 'trace.har']
    const made = await authctl(own, 'user', 'create', 'zoe', '--password-stdin', '--permanent', ...pool)
    assert.equal(made.status, 0, made.stderr)
    assert.match(made.stderr, /→ 2 {2}POST .*\n {5}Cognito: AdminSetUserPassword\n/)
    assert.match(made.stderr, / {5}Password +•••\n/)
    assert.match(made.stderr, /API Reference, AdminSetUserPassword: /)
    assertHar(har())
    assertNoPart(made.stderr + readFileSync(file('trace.har'), 'utf8'), password)
    assert.deepEqual(JSON.parse(har().log.entries[1].request.postData.text), {
      UserPoolId: poolId,
      Username: 'zoe',
      Password: '•••',
      Permanent: true,
    })
    const refused = await authctl(own, 'group', 'show', 'nobodies', ...pool)
    assert.equal(refused.status, 5)
    assert.match(refused.stderr, /← 1 {2}400 .*\n {5}__type +ResourceNotFoundException\n/)
    await stack.stop()
  })

  it('explains a sign-in in which the password never leaves', async () => {
    const stack = await testStack()
    const password = 'Correct-Horse-9'
    const own = Object.assign(Object.create(world), {terminal: silentTerminal(`${password}\n`)})
    const pool = ['--endpoint', stack.url, '--user-pool-id', poolId, '--client-id', clientId]
    const srp = ['--flow', 'srp', '--username', 'ada', '--password-stdin', '--store', 'plaintext']
    const {status, stderr} = await authctl(own, 'login', ...srp, ...pool, '--trace', '--trace-file', 'trace.har')
    assert.equal(status, 0, stderr)
    assert.match(stderr, / {5}AuthParameters\n {7}USERNAME +ada\n {7}SRP_A +[0-9a-f]{50}… \(\d+ characters\)\n/)
    assert.match(stderr, / {5}· SRP_A = g\^a mod N/)
    assert.match(stderr, / {5}· PASSWORD_CLAIM_SIGNATURE = BASE64\(HMAC-SHA-256\(/)
    assert.match(stderr, / {5}AuthenticationResult\n {7}AccessToken +•••\n/)
    assertNoPart(stderr + readFileSync(file('trace.har'), 'utf8'), password)
    const {stderr: asked} = await authctl(own, 'whoami', ...pool, '--trace')
    assert.match(asked, /Cognito: GetUser\n {5}AccessToken {2}•••\n/)
    const revoked = await authctl(own, 'token', 'revoke', '--stored', 'refresh', ...pool, '--trace', '--json')
    assert.equal(revoked.json().revoked, true)
    assert.match(revoked.stderr, /Cognito: RevokeToken\n/)
    await stack.stop()
  })

  it('follows a subscription, message by message', async () => {
    const stack = await testStack()
    const who = people(stack)
    const token = await who.access('ada')
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'ada', {accessToken: token})
    const add = () =>
      fetch(`${stack.url}/graphql`, {
        method: 'POST',
        headers: {authorization: token, 'content-type': 'application/json'},
        body: JSON.stringify({query: 'mutation { addNote(title: "One") { title author } }'}),
      })
    const err = (text: string) => void (/^Listening/.test(text) && add())
    const own = Object.assign(Object.create(world), {terminal: {...silentTerminal(), err}})
    const traced = ['--trace', '--trace-file', 'trace.har', '--trace-diagram', 'trace.mmd']
    const added = 'subscription { onNoteAdded { title author } }'
    const {status, stderr} = await authctl(own, 'graphql', 'subscribe', added, '--count', '1', ...traced)
    await stack.stop()
    assert.equal(status, 0, stderr)
    const messages = stderr.split('\n').filter(line => /^[↗↙]/.test(line))
    assert.deepEqual(
      messages.map(line => line.replace(/ {2,}/, ' ')).filter(line => !line.endsWith(' ka')),
      ['↗ 1 connection_init', '↙ 1 connection_ack', '↗ 1 start', '↙ 1 start_ack', '↙ 1 data', '↗ 1 stop'],
    )
    assert.match(stderr, /sec-websocket-protocol {2}graphql-ws, header-•••\n/)
    assert.match(stderr, /← 1 {2}101 Switching Protocols/)
    assertHar(har())
    const [entry] = har().log.entries
    assert.equal(entry._resourceType, 'websocket')
    assert.ok(
      entry._webSocketMessages.some(({type, data}: any) => type === 'receive' && data.includes('"author":"ada"')),
    )
    assert.match(readFileSync(file('trace.mmd'), 'utf8'), /^ {2}A-\)S1: start$/m)
    for (const text of [stderr, readFileSync(file('trace.har'), 'utf8')]) {
      assertNoPart(text, token.split('.')[1]!)
      assertNoPart(text, Buffer.from(token).toString('base64url').slice(0, -2))
    }
  })

  it('tells that nothing came, and keeps that, too', async () => {
    const {stderr, status} = await authctl(
      world,
      ...['token', 'keys', '--issuer', 'http://127.0.0.1:9', '--trace', '--trace-file', 'trace.har'],
    )
    assert.equal(status, 7)
    assert.match(stderr, /← 1 {2}nothing came after \d+ ms: /)
    assertHar(har())
    assert.equal(har().log.entries[0].response.status, 0)
    assert.ok(har().log.entries[0]._error)
  })

  it('says in the words of the specification why something was refused', async () => {
    const {stderr} = await authctl(
      world,
      ...['login', '--issuer', provider.issuer, '--client-id', 'nobody', '--flow', 'device', '--store', 'plaintext'],
      '--trace',
    )
    assert.match(stderr, / {5}§ RFC 6749, section 5\.2: The client did not prove itself/)
  })

  for (const columns of [80, 40])
    it(`fits into ${columns} columns`, async () => {
      const terminal = {...silentTerminal(), errIsTerminal: true, columns}
      const {stderr} = await authctl(
        Object.assign(Object.create(world), {terminal}),
        ...['token', 'keys', '--issuer', provider.issuer, '--trace'],
      )
      assert.ok(stderr.split('\n').length > 20)
      for (const line of stderr.split('\n')) assert.ok([...line].length <= columns, line)
      assert.ok(!stderr.includes('\u001b'))
    })

  it('keeps what a server says from moving the cursor', async () => {
    const {createServer} = await import('node:http')
    const server = createServer((_req, res) => {
      res.writeHead(400, 'Bad \u009bRequest', {'content-type': 'application/json'})
      res.end(JSON.stringify({error: 'x\u001b[2J\n§ FORGED', 'na\u001bme': '\u202e'}))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const {port} = server.address() as {port: number}
    const {stderr} = await authctl(world, 'token', 'keys', '--issuer', `http://127.0.0.1:${port}`, '--trace')
    server.close()
    assert.doesNotMatch(stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    assert.doesNotMatch(stderr, /^\s*§ FORGED/m)
  })

  it('hears no more of an endless answer than the command does', async () => {
    const {createServer} = await import('node:http')
    let open = 0
    const server = createServer((_req, res) => {
      open++
      res.writeHead(200, {'content-type': 'application/json'})
      const more = () => {
        while (res.write('x'.repeat(65_536)));
        res.once('drain', more)
      }
      res.on('close', () => open--)
      more()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as {port: number}).port}`
    const {status, stderr} = await authctl(
      world,
      ...['token', 'keys', '--issuer', issuer, '--trace', '--trace-file', 'trace.har'],
    )
    for (let waited = 0; open > 0 && waited < 50; waited++) await new Promise(resolve => setTimeout(resolve, 20))
    server.close()
    server.closeAllConnections()
    assert.equal(status, 7, stderr)
    assert.match(stderr, /← 1 {2}200 OK after \d+ ms\n {5}body {2}application\/json, \d+ bytes\n/)
    assertHar(har())
    const {content} = har().log.entries[0].response
    assert.ok(content.size > 1024 * 1024 && content.text.length === 256 * 1024)
    assert.equal(open, 0, 'the connection is given up')
  })

  describe('with a file', () => {
    const keys = (...flags: string[]) =>
      authctl(world, 'token', 'keys', '--issuer', provider.issuer, ...flags, '--json')

    it('replaces the one that is there, for its owner only', async () => {
      writeFileSync(file('trace.har'), 'old', {mode: 0o644})
      assert.equal((await keys('--trace-file', 'trace.har')).status, 0)
      assert.equal(statSync(file('trace.har')).mode & 0o777, 0o600)
      assertHar(har())
      assert.deepEqual(
        readdirSync(world.cwd).filter(name => name.includes('trace')),
        ['trace.har'],
        'nothing is left beside it',
      )
    })

    it('writes into a folder that others use, too', async () => {
      chmodSync(world.cwd, 0o777)
      assert.equal((await keys('--trace-file', 'trace.har')).status, 0)
    })

    const places: [what: string, path: string, make: () => void][] = [
      ['a folder that is not there', 'nowhere/trace.har', () => {}],
      ['a link', 'link.har', () => symlinkSync('/etc/hostname', file('link.har'))],
      ['a folder', '.', () => {}],
    ]
    for (const [what, path, make] of places)
      it(`stops before anything is sent when it is ${what}`, async () => {
        make()
        const before = provider.seen.length
        for (const flag of ['--trace-file', '--trace-diagram']) {
          const {status, json} = await keys(flag, path)
          assert.deepEqual([status, json().error.code], [1, 'storage_failed'])
        }
        assert.equal(provider.seen.length, before)
      })

    it('tells of the failure of the command first', async () => {
      const fetch: typeof world.fetch = async () => {
        symlinkSync('/dev/null', file('gone.har.link'))
        const {rmSync, mkdirSync} = await import('node:fs')
        rmSync(file('gone.har'))
        mkdirSync(file('gone.har'))
        throw new TypeError('fetch failed')
      }
      const {status, stderr} = await authctl(
        {...world, fetch},
        ...['token', 'keys', '--issuer', provider.issuer, '--trace-file', 'gone.har'],
      )
      assert.equal(status, 7)
      assert.match(stderr, /gone\.har is not a regular file/)
    })
  })

  it('loads nothing for it unless it is asked for', () => {
    const hook = `import {registerHooks} from 'node:module'
      registerHooks({load(url, context, next) { if (url.includes('trac')) console.error('LOADED ' + url); return next(url, context) }})`
    const run = (...flags: string[]) =>
      spawnSync(
        process.execPath,
        ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, 'bin/dev.js', 'token', 'keys', ...flags],
        {cwd: root, encoding: 'utf8', env: {...process.env, AUTHCTL_CONFIG_DIR: world.folders.config}},
      ).stderr
    const loaded = (text: string) =>
      [...text.matchAll(/LOADED .*\/src\/lib\/((?:trace\/|cli\/trac|view\/trace).*)/g)].map(([, path]) => path).sort()
    // Nobody answers there: this process waits for the other one, and could not.
    const issuer = 'http://127.0.0.1:9'
    assert.deepEqual(loaded(run('--issuer', issuer)), ['cli/trace-flags.ts'])
    assert.ok(loaded(run('--issuer', issuer, '--trace')).includes('trace/tracer.ts'))
  })
})

function withoutTime(line: string): string {
  return line.replace(/ after \d+ ms$/, '')
}

function assertNoPart(text: string, secret: string): void {
  for (let at = 0; at + 8 <= secret.length; at++) {
    const part = secret.slice(at, at + 8)
    assert.ok(!text.includes(part), `${part} is in the trace`)
  }
}
