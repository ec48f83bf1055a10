import assert from 'node:assert/strict'
import {execFile, spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {crookedIssuer} from '../../support/crooked-issuer.ts'
import {oneFile} from '../../support/one-file.ts'
import {adasTokens} from '../../support/sessions.ts'

const child = fileURLToPath(new URL('../../support/keyring-child.ts', import.meta.url))
const programs = ['dbus-run-session', 'gnome-keyring-daemon']

/** A desktop of its own, with a keyring that a password has opened, for as long as these commands run. */
const desktop = (commands: string) => `
  set -e
  printf 'the password of the desk' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  "$NODE" "$CHILD" save "$TOKENS"
  printf '\\n'
  ${commands}`

describe('the keyring of this machine', function () {
  this.timeout(60_000)
  let home: string
  let desk = true
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'authctl-desk-'))
    mkdirSync(join(home, 'run'), {mode: 0o700})
  })
  afterEach(() => rmSync(home, {recursive: true, force: true}))
  const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    PATH: process.env.PATH,
    HOME: home,
    XDG_RUNTIME_DIR: join(home, 'run'),
    ...more,
  })

  const files = () =>
    readdirSync(home, {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))

  before(() => {
    const missing = programs.filter(program => spawnSync('which', [program]).status !== 0)
    if (missing.length === 0) return
    assert.ok(!process.env.CI, `CI has no ${missing.join(' and no ')}`)
    console.log(`      skipped: needs ${missing.join(' and ')} (Debian: apt-get install dbus-daemon gnome-keyring)`)
    desk = false
  })

  /** What the commands say, line by line; skips the test where there is no desk. */
  async function atDesk(test: Mocha.Context, commands: string, more: NodeJS.ProcessEnv): Promise<string[]> {
    if (!desk) test.skip()
    const all = env({NODE: process.execPath, CHILD: child, ...more})
    const {stdout} = await promisify(execFile)('dbus-run-session', ['--', 'sh', '-c', desktop(commands)], {env: all})
    return stdout.trimEnd().split('\n')
  }

  it('keeps one key, in a real Secret Service, and leaves no token in any file', async function () {
    const tokens = adasTokens()
    const [saved = '', read = ''] = await atDesk(this, '"$NODE" "$CHILD" read', {TOKENS: JSON.stringify(tokens)})
    assert.deepEqual(JSON.parse(saved), tokens)
    assert.deepEqual(JSON.parse(read), tokens)

    assert.ok(files().some(path => path.includes('sessions')))
    for (const path of files()) {
      const text = readFileSync(path, 'latin1')
      for (const secret of [tokens.accessToken, tokens.idToken!, tokens.refreshToken!])
        assert.ok(!text.includes(secret.slice(-16)), `${path} shows a token`)
    }
  })

  it('is asked by twenty processes at once, of which one renews the session', async function () {
    const issuer = await crookedIssuer()
    const fresh = await oneFile(new URL('../../support/fresh-child.ts', import.meta.url))
    try {
      const at = {issuer: issuer.issuer, clientId: 'cli', tokenEndpoint: `${issuer.issuer}/token`}
      const {idToken: _, subject: _subject, ...tokens} = adasTokens({...at, expiresAt: Date.now() - 1000})
      issuer.on('/token', () => ({
        access_token: `renewed-${issuer.at('/token').length}`,
        token_type: 'Bearer',
        expires_in: 300,
        refresh_token: `rotated-${issuer.at('/token').length}`,
      }))
      const twenty = `for one in $(seq 20); do "$NODE" "$FRESH" "$PROFILE" & done; wait`
      const profile = JSON.stringify({name: 'desk', issuer: issuer.issuer, clientId: 'cli'})
      const more = {TOKENS: JSON.stringify(tokens), ...fresh.env, FRESH: fresh.path, PROFILE: profile}
      const [saved = '', ...said] = await atDesk(this, twenty, more)
      assert.deepEqual(JSON.parse(saved), tokens)
      assert.deepEqual(said, Array(20).fill('renewed-1'))
      assert.equal(issuer.at('/token').length, 1)
    } finally {
      fresh.dispose()
      await issuer.stop()
    }
  })

  it('is refused where there is none, and nothing is written instead', async () => {
    const nowhere = env({DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'no-bus')}`})
    const {stdout} = await promisify(execFile)(process.execPath, [child, 'save', JSON.stringify(adasTokens())], {
      env: nowhere,
    })
    assert.deepEqual(JSON.parse(stdout), {code: 'storage_unavailable'})
    assert.deepEqual(files(), [])
  })

  it('counts as not there when the bus that leads to it is stuck', async () => {
    const socket = join(home, 'bus')
    const stuck = createServer(() => {})
    await new Promise<void>(resolve => stuck.listen(socket, resolve))
    try {
      const began = performance.now()
      const {stdout} = await promisify(execFile)(process.execPath, [child, 'save', JSON.stringify(adasTokens())], {
        env: env({DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`}),
        timeout: 10_000,
        killSignal: 'SIGKILL',
      })
      assert.deepEqual(JSON.parse(stdout), {code: 'storage_unavailable'})
      assert.ok(performance.now() - began < 5000)
    } finally {
      stuck.close()
    }
  })
})
