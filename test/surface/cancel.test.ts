import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {globSync, readFileSync, writeFileSync} from 'node:fs'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {createServer, type Server} from 'node:net'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {thisProcess} from '../../src/lib/disk/holder.ts'
import type {Profile} from '../../src/lib/profile/profile.ts'
import {profilesPath, writeProfiles} from '../../src/lib/profile/store.ts'
import {atTerminal, ctrlC, type Ended} from '../support/at-terminal.ts'
import {ensureBuilt} from '../support/built.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {addressOf, leadTo, treeOf, worldWith} from '../support/troubled-world.ts'
import type {TestWorld} from '../support/world.ts'

/** A question, the room that asks it, and the keys that lead up to it. */
interface Asked {
  readonly file: string
  readonly line: string
  readonly question: RegExp
  /** Answers to the questions before it: what is seen, what is typed. */
  readonly before?: readonly (readonly [sees: RegExp, types: string])[]
}

/** Every place that asks. A new one needs its row. */
const questions: readonly Asked[] = [
  {file: 'commands/client/create', line: 'client create', question: /Name of the client/},
  {file: 'commands/client/secret/rotate', line: 'client secret rotate localweb --reveal-secrets', question: /\(y\/N\)/},
  {file: 'commands/domain/create', line: 'domain create', question: /Which domain/},
  {file: 'commands/idp/create/oidc', line: 'idp create oidc', question: /Name for the provider/},
  {file: 'commands/idp/create/saml', line: 'idp create saml', question: /Name for the provider/},
  {file: 'commands/idp/create/social', line: 'idp create social', question: /Which provider/},
  {file: 'commands/pool/create', line: 'pool create', question: /Name of the pool/},
  {file: 'commands/pool/copy', line: 'pool copy', question: /Name of the new pool/},
  {file: 'lib/cli/confirmed-by-name', line: 'apply pool.yaml --prune', question: /Type us-east-1_LocalPool/},
  {file: 'lib/outputs/choose', line: 'profile import two.json --name two', question: /us-east-1_Two/},
  {file: 'lib/setup/import-profile', line: 'profile import one.json', question: /Name of the profile/},
  {
    file: 'commands/init',
    line: 'init',
    before: [[/Whom is/, '\u001b[A\u001b[A\r']],
    question: /File with the outputs/,
  },
  {file: 'commands/pool/delete', line: 'pool delete', question: /Which pool, by its id/},
  {file: 'commands/resource-server/create', line: 'resource-server create', question: /Identifier of the/},
  {file: 'lib/directory/pick-part', line: 'resource-server show', question: /Which resource server/},
  {file: 'lib/directory/pick-pool', line: 'pool show --profile poolless', question: /pool\?/},
  {file: 'lib/grants/pasted-code', line: 'login --flow paste --no-browser', question: /Address the browser landed on/},
  {file: 'commands/user/link', line: 'user link ada --provider Google', question: /Who are they/},
  {file: 'commands/emulator/reset', line: 'emulator reset', question: /Forget everything/},
  {file: 'commands/group/create', line: 'group create', question: /Name of the group/},
  {file: 'commands/menu', line: '', question: /What next/},
  {file: 'commands/profile/delete', line: 'profile delete work', question: /Delete the profile/},
  {file: 'commands/token/exchange', line: 'token exchange', question: /Identity to keep/},
  {file: 'commands/user/create', line: 'user create', question: /Username/},
  {file: 'lib/api/credential', line: 'graphql {me} --auth apiKey', question: /API key/i},
  {file: 'lib/cli/confirmed', line: 'user delete ada', question: /Delete the user/},
  {file: 'lib/cli/confirmed', line: 'group delete admins', question: /Delete the group/},
  {file: 'lib/cli/password-flags', line: 'user password ada', question: /New password/},
  {
    file: 'lib/cli/password-flags',
    line: 'user password ada',
    before: [[/New password/, 'Correct-Horse-9\r']],
    question: /Once more/,
  },
  {file: 'lib/directory/pick', line: 'user show', question: /Which user/},
  {file: 'lib/directory/pick', line: 'group show', question: /Which group/},
  {
    file: 'lib/grants/sign-in',
    line: 'login --profile confidential --flow client-credentials',
    question: /Client secret/,
  },
  {file: 'lib/grants/user-pool/sign-in', line: 'login --flow srp', question: /Username/},
  {file: 'lib/grants/user-pool/password', line: 'login --flow srp --username ada', question: /Password for ada/},
  ...(
    [
      ['choices', 'SELECT_MFA_TYPE', /Second factor/],
      ['codes', 'SOFTWARE_TOKEN_MFA', /Code of/],
      ['custom', 'CUSTOM_CHALLENGE', /Your answer/],
      ['passkey', 'WEB_AUTHN', /\(y\/N\)/],
      ['new-password', 'NEW_PASSWORD_REQUIRED', /in place of the temporary one/],
    ] as const
  ).map(([room, challenge, question]) => ({
    file: `lib/grants/user-pool/${room}`,
    line: `login --profile asking --flow password --username ${challenge}`,
    before: [[/Password for/, 'Correct-Horse-9\r']] as const,
    question,
  })),
  {file: 'lib/profile/api-flags', line: 'profile set work --api new', question: /URL of the API/},
  {file: 'lib/profile/api-flags', line: 'profile set work --api new --url https://a.example', question: /What kind/},
  {
    file: 'lib/profile/api-flags',
    line: 'profile set work --api new --url https://a.example --kind rest',
    question: /How does it know/,
  },
  {file: 'lib/profile/ask-fields', line: 'profile create new', question: /Issuer URL/},
  {file: 'lib/session/passphrase', line: 'login --flow device --store encrypted', question: /Passphrase/},
  {
    file: 'lib/session/passphrase',
    line: 'login --flow device --store encrypted',
    before: [[/Passphrase/, 'a long passphrase\r']],
    question: /again/,
  },
  {file: 'lib/setup/wizard', line: 'init', question: /Whom is/},
  {
    file: 'lib/setup/wizard',
    line: 'init --issuer STANDARD --client-id cli --scope openid',
    question: /Name of the profile/,
  },
]

describe('Ctrl-C', function () {
  this.timeout(30_000)
  let stack: TestStack
  let pool: Awaited<ReturnType<typeof addressOf>>
  before(async () => {
    ensureBuilt()
    stack = await testStack()
    pool = await addressOf(challenging)
  })
  after(async () => {
    pool.stop()
    await stack.stop()
  })

  const words = (line: string) =>
    line
      .split(' ')
      .filter(word => word !== '')
      .map(word => word.replace('STANDARD', `${stack.url}/standard`))

  /** A world whose profile `work` leads to the demo pool of the stack. */
  async function atTheStack(): Promise<TestWorld> {
    const world = worldWith()
    const work: Profile = {
      ...{name: 'work', issuer: `${stack.url}/${poolId}`, clientId, userPoolId: poolId, endpoint: stack.url},
      ...{store: 'plaintext', apis: {notes: {kind: 'graphql', url: `${stack.url}/graphql`, auth: 'userPool'}}},
    }
    const confidential: Profile = {...work, name: 'confidential', clientId: 'localweb', clientAuth: 'basic'}
    const asking: Profile = {...work, name: 'asking', issuer: `${pool.url}/${poolId}`, endpoint: pool.url}
    const standard: Profile = {name: 'standard', issuer: `${stack.url}/standard`, clientId, store: 'plaintext'}
    const poolless: Profile = {name: 'poolless', endpoint: stack.url, region: 'us-east-1'}
    const all = [poolless, work, confidential, asking, standard]
    await writeProfiles(world, {current: 'work', profiles: new Map(all.map(profile => [profile.name, profile]))})
    writeFileSync(join(world.cwd, 'pool.yaml'), 'version: 1\ngroups: {}\n')
    writeFileSync(join(world.cwd, 'one.json'), '{"UserPool": "us-east-1_One", "Client": "1example23456789012345678"}')
    writeFileSync(join(world.cwd, 'two.json'), '{"A": "us-east-1_One", "B": "us-east-1_Two"}')
    return world
  }

  function cancelled(ended: Ended, screen: string): void {
    assert.equal(ended.status, 130, screen)
    assert.ok(ended.restored, 'the terminal is not as it was')
    assert.ok(ended.afterMs < 1000, `took ${ended.afterMs} ms`)
    assert.match(screen, /Cancelled/)
    assert.doesNotMatch(screen, /\n\s+at .*:\d+/)
  }

  describe('at a question', () => {
    it('has a row for every room that asks', () => {
      const asking = globSync('src/{commands,lib}/**/*.ts')
        .filter(path => /\bask\.(text|secret|confirm|choose)(<\w+>)?\(/.test(readFileSync(path, 'utf8')))
        .map(path => path.slice(4, -3))
      assert.deepEqual([...new Set(questions.map(({file}) => file))].sort(), asking.sort())
    })

    for (const {line, question, before: answers = []} of questions)
      it(`authctl ${line}: ${question.source}`, async () => {
        const world = await atTheStack()
        try {
          const tree = treeOf(world)
          const terminal = atTerminal(world, words(line))
          for (const [sees, types] of answers) {
            await terminal.sees(sees)
            terminal.types(types)
          }
          await terminal.sees(question)
          terminal.types(ctrlC)
          cancelled(await terminal.ended(), terminal.screen())
          assert.deepEqual(treeOf(world), tree)
        } finally {
          world.dispose()
        }
      })
  })

  describe('while it waits', () => {
    let silent: Awaited<ReturnType<typeof addressOf>>
    before(async () => {
      silent = await addressOf(() => {})
    })
    after(() => silent.stop())

    const device = 'login --flow device --profile standard'
    /** What is waited for, by which line, and what is seen before; the servers of `silent` lines never answer. */
    const waits: readonly {line: string; sees?: RegExp; silent?: true; prepare?: (world: TestWorld) => unknown}[] = [
      {line: 'login --no-browser', sees: /authorize\?/},
      {line: device, sees: /[A-Z]{4}-?[A-Z]{4}/},
      {line: 'user list', silent: true},
      {line: 'user show ada', silent: true},
      {line: 'graphql {me}', silent: true},
      {line: 'rest GET /notes --api notes-rest', silent: true},
      {line: 'token refresh', silent: true},
      {line: 'token keys', silent: true},
      {line: 'whoami', silent: true},
      {line: 'logout', silent: true},
      {line: 'doctor', silent: true},
      {line: 'init --issuer SILENT --client-id x --name x', silent: true},
      {line: 'demo', sees: /device/i},
      {line: 'profile use work', prepare: holdProfiles},
    ]
    for (const {line, sees, silent: mute, prepare} of waits)
      for (const how of line === 'login --no-browser' ? ([ctrlC, 'SIGTERM', 'SIGHUP'] as const) : ([ctrlC] as const))
        it(`authctl ${line}${how === ctrlC ? '' : `, by ${how}`}`, async () => {
          const world = await atTheStack()
          try {
            if (mute) await leadTo(world, silent.url)
            await prepare?.(world)
            const tree = treeOf(world)
            const terminal = atTerminal(
              world,
              words(line).map(word => word.replace('SILENT', silent.url)),
            )
            if (sees) await terminal.sees(sees)
            else await sleep(500)
            if (how === ctrlC) terminal.types(ctrlC)
            else terminal.signals(how)
            cancelled(await terminal.ended(), terminal.screen())
            if (line !== 'logout') assert.deepEqual(treeOf(world), tree)
            const [, port] = /localhost%3A(\d+)/.exec(terminal.screen()) ?? []
            if (port !== undefined) await assert.rejects(fetch(`http://127.0.0.1:${port}/`), 'the port is still open')
          } finally {
            world.dispose()
          }
        })

    it('ends at once at a second Ctrl-C, whatever goes on', async () => {
      const world = await atTheStack()
      try {
        const terminal = atTerminal(world, words('login --no-browser'))
        await terminal.sees(/authorize\?/)
        terminal.types(ctrlC)
        terminal.types(ctrlC)
        const {status, afterMs, restored} = await terminal.ended()
        assert.deepEqual([status, restored], [130, true])
        assert.ok(afterMs < 500, `took ${afterMs} ms`)
      } finally {
        world.dispose()
      }
    })

    for (const how of [ctrlC, 'SIGTERM', 'SIGHUP'] as const)
      it(`ends the local stack at ${how === ctrlC ? 'Ctrl-C' : how}, port and traces included`, async () => {
        const world = worldWith()
        try {
          const terminal = atTerminal(world, ['emulator', 'start', '--port', '0'])
          await terminal.sees(/http:\/\/127\.0\.0\.1:\d+/)
          const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(terminal.screen()) ?? []
          await terminal.sees(/rest +http/)
          if (how === ctrlC) terminal.types(ctrlC)
          else terminal.signals(how)
          const {status, afterMs, restored} = await terminal.ended()
          assert.deepEqual([status, restored], [0, true], terminal.screen())
          assert.ok(afterMs < 1000, `took ${afterMs} ms`)
          await assert.rejects(fetch(url), 'the port is still open')
          assert.ok(!Object.keys(treeOf(world)).some(path => path.includes('emulator.json')))
        } finally {
          world.dispose()
        }
      })

    for (const line of ['token diff pipe pipe', 'graphql @pipe', 'matrix run --file pipe', 'profile import pipe'])
      for (const [how, status] of [
        [ctrlC, 130],
        ['SIGTERM', 143],
      ] as const)
        it(`ends authctl ${line}, where nobody writes to the pipe, by ${how === ctrlC ? 'Ctrl-C' : how}`, async () => {
          const world = await atTheStack()
          execFileSync('mkfifo', [join(world.cwd, 'pipe')])
          try {
            const terminal = atTerminal(world, words(line))
            await sleep(700)
            if (how === ctrlC) terminal.types(ctrlC)
            else terminal.signals(how)
            const ended = await terminal.ended()
            assert.deepEqual([ended.status, ended.restored], [status, true], terminal.screen())
            assert.ok(ended.afterMs < 1300, `took ${ended.afterMs} ms`)
          } finally {
            world.dispose()
          }
        })

    it('gives up a keyring that does not answer', async () => {
      const world = await atTheStack()
      const socket = join(world.cwd, 'bus')
      const bus: Server = createServer(() => {})
      await new Promise<void>(resolve => bus.listen(socket, resolve))
      try {
        const terminal = atTerminal(world, ['login', '--no-browser', '--store', 'keyring'], {
          env: {DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`},
        })
        await sleep(700)
        terminal.types(ctrlC)
        const {status, afterMs, restored} = await terminal.ended()
        assert.deepEqual([status, restored], [130, true], terminal.screen())
        assert.ok(afterMs < 1000, `took ${afterMs} ms`)
      } finally {
        bus.close()
        world.dispose()
      }
    })
  })
})

/** Holds the lock of the profiles, as another process of this machine would. */
async function holdProfiles(world: TestWorld): Promise<void> {
  writeFileSync(`${profilesPath(world)}.lock`, JSON.stringify({...(await thisProcess()), id: 'ab'.repeat(8)}))
}

/** A user pool that answers every sign-in with the challenge that the username names. */
async function challenging(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const chunk of request) body += chunk
  const {USERNAME} = JSON.parse(body).AuthParameters
  const ChallengeParameters = {USERNAME, MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]', requiredAttributes: '[]'}
  response.writeHead(200, {'content-type': 'application/x-amz-json-1.1'})
  response.end(JSON.stringify({ChallengeName: USERNAME, Session: 'x'.repeat(40), ChallengeParameters}))
}
