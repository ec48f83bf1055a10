import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {encode} from 'uqr'
import {totpCode} from '../../src/lib/emulator/cognito/totp.ts'
import type {SeedPool} from '../../src/lib/emulator/seed.ts'
import {type AtTerminal, atTerminal} from '../support/pty.ts'
import {type TestStack, testStack} from '../support/stack.ts'

const pool: SeedPool = {
  id: 'eu-west-1_Desk',
  name: 'desk',
  mfa: 'on',
  users: [{username: 'grace', password: 'Temporary-1', temporary: true}],
  clients: [{id: 'desk', name: 'desk', authFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']}],
}

const choices: SeedPool = {
  id: 'eu-west-1_Choices',
  name: 'choices',
  firstFactors: ['password', 'email'],
  users: [
    {username: 'ada', password: 'Correct-Horse-9', attributes: {email: 'ada@example.com', email_verified: 'true'}},
  ],
  clients: [{id: 'desk2', name: 'desk', authFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']}],
}

describe('at a real terminal', function () {
  this.timeout(60_000)
  let stack: TestStack
  let home: string
  let terminal: AtTerminal
  beforeEach(async () => {
    stack = await testStack({seed: {pools: [pool, choices]}})
    home = mkdtempSync(join(tmpdir(), 'authctl-desk-'))
  })
  afterEach(async () => {
    terminal?.stop()
    rmSync(home, {recursive: true, force: true})
    await stack.stop()
  })

  const run = (...line: string[]) =>
    atTerminal(line, {
      AUTHCTL_CONFIG_DIR: join(home, 'config'),
      AUTHCTL_DATA_DIR: join(home, 'data'),
      AUTHCTL_CACHE_DIR: join(home, 'cache'),
      AUTHCTL_USER_POOL_ID: pool.id,
      AUTHCTL_CLIENT_ID: 'desk',
      AUTHCTL_ENDPOINT: stack.url,
    })
  const login = () => run('login', '--flow', 'srp', '--store', 'plaintext')
  const code = (key: string, steps = 0) => totpCode(key, Math.floor(stack.clock.seconds() / 30) + steps)
  const wrong = (right: string) => (right === '000000' ? '000001' : '000000')
  const sessions = () =>
    existsSync(join(home, 'data/sessions'))
      ? readdirSync(join(home, 'data/sessions')).filter(name => name.endsWith('.json'))
      : []

  it('changes a first password, sets up an authenticator app by its QR code, and signs in with it again', async () => {
    terminal = login()
    await terminal.shows(/Username/)
    terminal.enter('grace')
    await terminal.shows(/Password for grace/)
    terminal.enter('Temporary-1')
    await terminal.shows(/New password for grace/)
    terminal.enter('Permanent-2')
    await terminal.shows(/Once more/)
    terminal.enter('Permanent-2')
    const [, drawing = ''] = await terminal.shows(/scan this\s+([█▀▄ \r\n]+?)\s*or type/)
    const [, shown = ''] = await terminal.shows(/in the key\s+((?:[A-Z2-7]{4} ?)+)/)
    const key = shown.replaceAll(/\s/g, '')
    const address = `otpauth://totp/${pool.id}:grace?secret=${key}&issuer=${pool.id}`
    assert.deepEqual(modulesOf(drawing), encode(address, {border: 0}).data, 'the QR code holds the address')
    await terminal.shows(/First code of the app/)
    terminal.enter(wrong(code(key)))
    await terminal.shows(/not the right one/)
    await terminal.shows(/First code of the app/)
    terminal.enter(code(key))
    await terminal.shows(/✔ Signed in as grace/)
    const first = await terminal.ended()
    assert.deepEqual([first.status, first.after], [0, first.before])
    assert.equal(sessions().length, 1)
    for (const secret of ['Temporary-1', 'Permanent-2']) assert.ok(!terminal.screen.includes(secret))

    terminal = login()
    await terminal.shows(/Username/)
    terminal.enter('grace')
    await terminal.shows(/Password for grace/)
    terminal.enter('Permanent-2')
    await terminal.shows(/Code of your authenticator app \(authctl\)/)
    const next = code(key, 1)
    terminal.enter(wrong(next))
    await terminal.shows(/Invalid code/)
    await terminal.shows(/Code of your authenticator app/)
    terminal.enter(next)
    await terminal.shows(/✔ Signed in as grace/)
    assert.equal((await terminal.ended()).status, 0)
  })

  it('chooses what to sign in with by the arrow keys, and types the code that was sent', async () => {
    const other = ['--user-pool-id', choices.id, '--client-id', 'desk2', '--endpoint', stack.url]
    terminal = run('login', '--flow', 'user-auth', '--store', 'plaintext', '--username', 'ada', ...other)
    await terminal.shows(/Sign in with/)
    await terminal.shows(/A code by e-mail/)
    terminal.press('\u001b[B')
    terminal.press('\u001b[B')
    await terminal.shows(/❯ A code by e-mail/)
    terminal.enter('')
    await terminal.shows(/Code that was sent by e-mail to a\*\*\*@e\*\*\*/)
    terminal.enter(stack.state.mailbox.at(-1)?.code ?? '')
    await terminal.shows(/✔ Signed in as ada/)
    const {status, before, after} = await terminal.ended()
    assert.deepEqual([status, after], [0, before])
  })

  it('leaves nothing stored and the terminal as it was when the person presses Ctrl-C, at any question', async () => {
    const answers: [RegExp, string][] = [
      [/Username/, 'grace'],
      [/Password for grace/, 'Temporary-1'],
      [/New password for grace/, 'Permanent-2'],
      [/Once more/, 'Permanent-2'],
    ]
    for (const stop of [0, 1, 2, 3]) {
      terminal = login()
      for (const [question, answer] of answers.slice(0, stop)) {
        await terminal.shows(question)
        terminal.enter(answer)
      }
      await terminal.shows(answers[stop]?.[0] ?? /./)
      terminal.press('\u0003')
      const {status, before, after} = await terminal.ended()
      assert.equal(status, 130, terminal.screen)
      assert.equal(after, before)
      assert.deepEqual(sessions(), [])
      assert.doesNotMatch(terminal.screen, /\n\s+at /, 'no stack trace')
    }
  })
})

const quiet = 2

/** The modules of a QR code drawn with half blocks, dark ones true, without its quiet border. */
function modulesOf(drawing: string): boolean[][] {
  const light = {'█': [true, true], '▀': [true, false], '▄': [false, true], ' ': [false, false]} as const
  const lines = drawing.split(/\r?\n/).filter(line => line !== '')
  const rows = lines.flatMap(line => {
    const halves = [...line].map(character => light[character as keyof typeof light])
    return [halves.map(([upper]) => !upper), halves.map(([, lower]) => !lower)]
  })
  const width = rows[0]?.length ?? 0
  return rows.slice(quiet, width - quiet).map(row => row.slice(quiet, width - quiet))
}
