import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {explainProfile} from '../../../src/lib/profile/resolve.ts'
import {saveSession} from '../../../src/lib/session/sessions.ts'
import {part} from '../../support/tokens.ts'
import {authctl, silentTerminal, testWorld} from '../../support/world.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const claims = {
  sub: 'a1',
  token_use: 'access',
  username: 'ada',
  'cognito:groups': ['admins', 'x\nVERIFIED\u001b[2J'],
  exp: now / 1000 - 185,
}
const token = `${part({alg: 'RS256', kid: 'k'})}.${part(claims)}.c2ln`

const tokenSet = {
  accessToken: token,
  tokenType: 'Bearer',
  issuer: 'https://issuer.example',
  clientId: 'web',
  tokenEndpoint: 'https://issuer.example/token',
  grant: 'authorization_code',
} as const

describe('authctl token decode', () => {
  const worlds: ReturnType<typeof testWorld>[] = []
  const world = (input = '', changes = {}) => {
    const made = testWorld({
      clock: {now: () => now, sleep: async () => {}},
      fetch: async () => assert.fail('decoding needs no network'),
      terminal: {...silentTerminal(input), ...changes},
    })
    worlds.push(made)
    return made
  }
  after(() => {
    for (const made of worlds) made.dispose()
  })

  it('answers in JSON with the token from a pipe', async () => {
    const {json, status, stderr} = await authctl(world(`${token}\r\n`), 'token', 'decode', '--json')
    assert.deepEqual(json(), {header: {alg: 'RS256', kid: 'k'}, claims, verified: false, kind: 'access'})
    assert.deepEqual([status, stderr], [0, ''])
  })

  it('tells people times in words, and that nothing was verified', async () => {
    const {stdout, stderr, status} = await authctl(world(token), 'token', 'decode', '-')
    assert.equal(
      stdout,
      `Access token, not verified · expired 3 minutes ago

Header
  alg  RS256
  kid  k

Claims
  sub             a1
  token_use       access
  username        ada
  cognito:groups  admins, x\\u{a}VERIFIED\\u{1b}[2J
  exp             2026-03-01T11:56:55Z (3 minutes ago)
`,
    )
    assert.equal(stderr, 'NOT VERIFIED: anybody can write a token that says this.\n')
    assert.equal(status, 0)
  })

  it('explains Cognito’s claims', async () => {
    const {json, stdout} = await authctl(world(token), 'token', 'decode', '--explain', '--json')
    assert.deepEqual(Object.keys(json().explanations), [...Object.keys(json().header), ...Object.keys(claims)])
    assert.match(stdout, /ID tokens call it cognito:username/)
    assert.match((await authctl(world(token), 'token', 'decode', '--explain')).stdout, /call it cognito:username/)
  })

  it('accepts an argument, with a note at a terminal', async () => {
    const {status, stderr} = await authctl(world('', {inputIsTerminal: true}), 'token', 'decode', token)
    assert.equal(status, 0)
    assert.match(stderr, /arguments can be seen by others/)
  })

  it('shows the stored tokens where nothing is piped, ended or not', async () => {
    const here = world('', {inputIsTerminal: true})
    writeFileSync(join(here.cwd, '.authctl.json'), JSON.stringify({issuer: 'https://issuer.example', clientId: 'web'}))
    const {profile} = await explainProfile(here, {})
    const signedOut = await authctl(here, 'token', 'decode', '--json')
    assert.deepEqual([signedOut.json().error.code, signedOut.status], ['not_signed_in', 3])
    await saveSession(here, profile, 'default', {...tokenSet, accessToken: token}, 'plaintext')
    assert.deepEqual((await authctl(here, 'token', 'decode', '--json')).json().claims, claims)
    const withoutId = await authctl(here, 'token', 'decode', '--id', '--json')
    assert.deepEqual([withoutId.json().error.code, withoutId.status], ['not_found', 5])
    const idToken = `${part({alg: 'RS256'})}.${part({token_use: 'id'})}.c2ln`
    await saveSession(here, profile, 'default', {...tokenSet, accessToken: token, idToken}, 'plaintext')
    assert.equal((await authctl(here, 'token', 'decode', '--id', '--json')).json().kind, 'id')
  })

  it('stops where nothing is piped and no profile says whose token', async () => {
    const {json, status} = await authctl(world('', {inputIsTerminal: true}), 'token', 'decode', '--json')
    assert.deepEqual([json().error.code, status], ['profile_not_found', 2])
  })

  it('stops with one sentence for what is no token', async () => {
    for (const garbage of ['', 'x', 'a.b', '.'.repeat(1_000_000)]) {
      const {status, stdout, stderr} = await authctl(world(garbage), 'token', 'decode')
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr, /^Error: [^\n]+\.(\n {2}→ authctl token decode - < FILE)?\n$/)
    }
  })

  // Node's own modules are held where the built program starts: test/surface/startup.test.ts.
  it('loads none of the packages that reach a network, and neither jose nor chalk', () => {
    const source = (path: string) => JSON.stringify(fileURLToPath(new URL(`../../../src/${path}`, import.meta.url)))
    const script = `
      import module from 'node:module'
      const loaded = []
      module.registerHooks({load: (url, context, next) => { loaded.push(url); return next(url, context) }})
      const {program} = await import(${source('main.ts')})
      const {runProgram} = await import(${source('lib/cli/program.ts')})
      const {nodeWorld} = await import(${source('lib/world/node/world.ts')})
      // From source, oclif would import every command to find this one.
      const alone = {strategy: 'pattern', target: './src/commands', globPatterns: ['token/decode.ts']}
      const {pjson, ...rest} = program()
      const only = {...rest, pjson: {...pjson, oclif: {...pjson.oclif, commands: alone}}}
      process.on('exit', () => {
        const heavy = /\\/node_modules\\/(jose|chalk|openid-client|@aws-sdk|inquirer|undici)\\//
        const guilty = loaded.filter(url => heavy.test(url))
        process.stderr.write(JSON.stringify(guilty))
      })
      const argv = ['token', 'decode', '--json', ${JSON.stringify(token)}]
      await runProgram(argv, only, nodeWorld(new AbortController().signal))`
    const {stdout, stderr, status} = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      input: '',
    })
    assert.deepEqual([stderr, status], ['[]', 0])
    assert.equal(JSON.parse(stdout).kind, 'access')
  })
})
