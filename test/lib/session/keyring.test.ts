import assert from 'node:assert/strict'
import {execFile, spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {adasTokens} from '../../support/sessions.ts'

const child = fileURLToPath(new URL('../../support/keyring-child.ts', import.meta.url))
const programs = ['dbus-run-session', 'gnome-keyring-daemon']

/** A desktop of its own, with a keyring that a password has opened, for as long as the commands run. */
const desktop = `
  set -e
  printf 'the password of the desk' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  "$NODE" "$CHILD" save "$TOKENS"
  printf '\\n'
  "$NODE" "$CHILD" read`

describe('the keyring of this machine', function () {
  this.timeout(60_000)
  let home: string
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

  it('keeps one key, in a real Secret Service, and leaves no token in any file', async function () {
    const missing = programs.filter(program => spawnSync('which', [program]).status !== 0)
    if (missing.length > 0) {
      assert.ok(process.env.CI !== 'true', `CI has no ${missing.join(' and no ')}`)
      console.log(`      skipped: needs ${missing.join(' and ')} (Debian: apt-get install dbus-daemon gnome-keyring)`)
      this.skip()
    }
    const tokens = adasTokens()
    const more = {NODE: process.execPath, CHILD: child, TOKENS: JSON.stringify(tokens)}
    const {stdout} = await promisify(execFile)('dbus-run-session', ['--', 'sh', '-c', desktop], {env: env(more)})
    const [saved = '', read = ''] = stdout.split('\n')
    assert.deepEqual(JSON.parse(saved), tokens)
    assert.deepEqual(JSON.parse(read), tokens)

    assert.ok(files().some(path => path.includes('sessions')))
    for (const path of files()) {
      const text = readFileSync(path, 'latin1')
      for (const secret of [tokens.accessToken, tokens.idToken!, tokens.refreshToken!])
        assert.ok(!text.includes(secret.slice(-16)), `${path} shows a token`)
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
})
