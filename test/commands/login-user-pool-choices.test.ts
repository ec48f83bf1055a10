import assert from 'node:assert/strict'
import {
  AdminCreateUserCommand,
  AdminForgetDeviceCommand,
  AdminSetUserMFAPreferenceCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type {SeedPool} from '../../src/lib/emulator/seed.ts'
import {readSession} from '../../src/lib/session/sessions.ts'
import type {World} from '../../src/lib/world/world.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const password = 'Correct-Horse-9'
const secret = 'confidential_secret_for_tests'

const factors: SeedPool = {
  id: 'eu-west-1_Factors',
  name: 'factors',
  mfa: 'optional',
  secondFactors: ['app', 'sms', 'email'],
  firstFactors: ['password', 'email', 'sms'],
  devices: 'opt-in',
  customChallenges: [
    {parameters: {question: 'The ship’s name?\u001b[2J'}, answer: 'Beagle'},
    {parameters: {question: 'Its captain?'}, answer: 'FitzRoy'},
  ],
  users: [
    {
      username: 'ada',
      password,
      attributes: {email: 'ada@example.com', email_verified: 'true', phone_number: '+491701234567'},
    },
  ],
  clients: [
    {
      id: 'choices',
      name: 'choices',
      secret,
      callbackUrls: [8400, 8401, 8402].map(port => `http://localhost:${port}/callback`),
      flows: ['code'],
      scopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
      authFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_CUSTOM_AUTH',
      ],
    },
  ],
}

describe('authctl login where a user pool offers choices', () => {
  let stack: TestStack
  let world: TestWorld
  beforeEach(async () => {
    stack = await testStack({seed: {pools: [factors]}})
    world = testWorld()
  })
  afterEach(async () => {
    world.dispose()
    await stack.stop()
  })

  const env = (more: object = {}) => ({
    AUTHCTL_USER_POOL_ID: factors.id,
    AUTHCTL_ENDPOINT: stack.url,
    AUTHCTL_CLIENT_ID: 'choices',
    AUTHCTL_CLIENT_SECRET: secret,
    ...more,
  })
  const lastCode = () => stack.state.mailbox.at(-1)?.code ?? assert.fail('nothing was sent')
  /** Whoever reads the mailbox once a code is asked for, and its answers. */
  const reader = (...answers: string[]) => ({
    ...silentTerminal(),
    readInput: async () => (answers.length > 0 ? answers.join('\n') : lastCode()),
  })
  const run = (line: readonly string[], more: object = {}, changes: Partial<World> = {}) =>
    authctl({...world, ...changes, env: env(more)}, ...line)
  const login = (flow: string, ...more: string[]) => [
    ...['login', '--flow', flow, '--store', 'plaintext', '--username', 'ada'],
    ...more,
  ]
  const prefer = (settings: object) =>
    stack.cognito.send(new AdminSetUserMFAPreferenceCommand({UserPoolId: factors.id, Username: 'ada', ...settings}))

  it('signs in by a code that was sent, read once it is asked for', async () => {
    for (const [factor, to] of [
      ['email', 'ada@example.com'],
      ['sms', '+491701234567'],
    ] as const) {
      const {status, stderr} = await run(
        login('user-auth', '--first-factor', factor, '--mfa-code-stdin'),
        {},
        {terminal: reader()},
      )
      assert.equal(status, 0, stderr)
      assert.equal(stack.state.mailbox.at(-1)?.to, to)
    }
  })

  it('lets a person choose, and says where the code went', async () => {
    const asked: string[] = []
    const ask = scriptedAsk(['--first-factor password|plain-password|email|sms', 'A code by e-mail'])
    const person: World['ask'] = {
      ...ask,
      text: async ({message}) => {
        asked.push(message)
        return lastCode()
      },
    }
    const {status, stderr} = await run(login('user-auth'), {}, {ask: person})
    assert.equal(status, 0, stderr)
    assert.deepEqual(asked, ['Code that was sent by e-mail to a***@e***'])
    ask.done()
  })

  it('signs in by a password in either form, chosen beforehand', async () => {
    for (const factor of ['password', 'plain-password']) {
      const {status, stderr} = await run(login('user-auth', '--first-factor', factor), {AUTHCTL_PASSWORD: password})
      assert.equal(status, 0, stderr)
    }
    const ask = scriptedAsk(
      ['--first-factor password|plain-password|email|sms', 'Password'],
      ['--password-stdin', password],
    )
    const {status} = await run(login('user-auth'), {}, {ask})
    ask.done()
    assert.equal(status, 0)
  })

  it('names the flag of a choice where nobody can be asked, and refuses what is not offered', async () => {
    const nobody = await run(login('user-auth', '--json'))
    assert.deepEqual([nobody.status, nobody.json().error.code], [2, 'input_required'])
    assert.match(nobody.json().error.message, /--first-factor password\|plain-password\|email\|sms/)
    const passkey = await run(login('user-auth', '--first-factor', 'passkey', '--json'))
    assert.deepEqual([passkey.status, passkey.json().error.code], [2, 'unsupported'])
    assert.deepEqual(passkey.json().error.hints.slice(0, 2), [
      '--first-factor password',
      '--first-factor plain-password',
    ])
  })

  describe('by a passkey, which is the browser’s business', () => {
    /** The pool asks for a passkey; everything else is the stack's own. */
    const fetch: World['fetch'] = async (input, init) =>
      new Headers(init?.headers).get('x-amz-target')?.endsWith('InitiateAuth')
        ? Response.json({
            ChallengeName: 'WEB_AUTHN',
            Session: 's'.repeat(20),
            ChallengeParameters: {CREDENTIAL_REQUEST_OPTIONS: '{}'},
          })
        : globalThis.fetch(input, init)
    const passkey = (...more: string[]) => login('user-auth', '--first-factor', 'passkey', ...more)

    it('explains, and goes on at the sign-in page as the same person', async () => {
      const opened: URL[] = []
      const browser = {
        open: async (url: URL) => {
          opened.push(url)
          // A browser is there for itself: nobody waits for it.
          void visitor(stack.url)
            .signIn(url.href, 'ada', password)
            .then(back => globalThis.fetch(back))
        },
      }
      const ask = scriptedAsk(['--flow pkce', true])
      const {status, stderr} = await run(passkey(), {}, {fetch, browser, ask})
      ask.done()
      assert.equal(status, 0, stderr)
      assert.equal(opened[0]?.searchParams.get('login_hint'), 'ada')
      const session = await readSession(world, {name: 'direct'}, 'default')
      assert.equal(session?.grant, 'authorization_code')
    })

    it('says how else, to a person who would rather not', async () => {
      const ask = scriptedAsk(['--flow pkce', false])
      const {status, stderr} = await run(passkey(), {}, {fetch, ask})
      assert.equal(status, 2)
      assert.match(stderr, /only in a browser/)
      assert.match(stderr, /--flow pkce --login-hint ada/)
    })

    it('names the flow where nobody can be asked', async () => {
      const {status, json} = await run(passkey('--json'), {}, {fetch})
      assert.deepEqual([status, json().error.code], [2, 'input_required'])
      assert.match(json().error.message, /only in a browser.*--flow pkce/)
    })
  })

  describe('and wants to know more of somebody at their first sign-in', () => {
    let elsewhere: Record<string, string>
    beforeEach(async () => {
      const {UserPool} = await stack.cognito.send(
        new CreateUserPoolCommand({
          PoolName: 'curious',
          Schema: [
            {Name: 'name', Required: true, Mutable: true},
            {Name: 'family_name', Required: true, Mutable: true},
          ],
        }),
      )
      const UserPoolId = UserPool?.Id ?? assert.fail('no pool')
      const {UserPoolClient} = await stack.cognito.send(
        new CreateUserPoolClientCommand({UserPoolId, ClientName: 'curious'}),
      )
      await stack.cognito.send(
        new AdminCreateUserCommand({UserPoolId, Username: 'grace', TemporaryPassword: 'Temporary-1'}),
      )
      elsewhere = {
        AUTHCTL_USER_POOL_ID: UserPoolId,
        AUTHCTL_ENDPOINT: stack.url,
        AUTHCTL_CLIENT_ID: UserPoolClient?.ClientId ?? '',
        AUTHCTL_PASSWORD: 'Temporary-1',
        AUTHCTL_NEW_PASSWORD: 'Permanent-2',
      }
    })
    const first = (more: string[], ask?: World['ask']) =>
      authctl(
        {...world, ...(ask && {ask}), env: elsewhere},
        ...['login', '--flow', 'srp', '--store', 'plaintext', '--username', 'grace', ...more],
      )
    const claims = async () => (await authctl({...world, env: elsewhere}, 'whoami', '--json')).json().claims

    it('takes it from flags, or asks', async () => {
      const ask = scriptedAsk(['--attribute family_name=VALUE', 'Hopper'])
      const {status, stderr} = await first(['--attribute', 'name=Grace'], ask)
      ask.done()
      assert.equal(status, 0, stderr)
      const {name, family_name} = await claims()
      assert.deepEqual([name, family_name], ['Grace', 'Hopper'])
    })

    it('names the flag where nobody can be asked, and refuses what is no attribute', async () => {
      const missing = await first(['--attribute', 'name=Grace', '--json'])
      assert.deepEqual([missing.status, missing.json().error.code], [2, 'input_required'])
      assert.match(missing.json().error.message, /--attribute family_name=VALUE/)
      const odd = await first(['--attribute', 'name', '--json'])
      assert.deepEqual([odd.status, odd.json().error.message], [2, '--attribute takes NAME=VALUE.'])
    })
  })

  it('asks the pool who it is, too, where a sign-in page granted nothing but that', async () => {
    const browser = {
      open: async (url: URL) => {
        void visitor(stack.url)
          .signIn(url.href, 'ada', password)
          .then(back => globalThis.fetch(back))
      },
    }
    const scope = 'aws.cognito.signin.user.admin'
    const {status, stderr} = await run(['login', '--scope', scope, '--store', 'plaintext'], {}, {browser})
    assert.equal(status, 0, stderr)
    const {json} = await run(['whoami', '--json'])
    assert.deepEqual([json().username, json().claims.email], ['ada', 'ada@example.com'])
  })

  it('asks which second factor, unless it was said', async () => {
    await prefer({SMSMfaSettings: {Enabled: true}, EmailMfaSettings: {Enabled: true}})
    const {status, stderr} = await run(
      login('srp', '--second-factor', 'email', '--mfa-code-stdin'),
      {AUTHCTL_PASSWORD: password},
      {terminal: reader()},
    )
    assert.equal(status, 0, stderr)
    assert.equal(stack.state.mailbox.at(-1)?.medium, 'EMAIL')
    const {json} = await run(login('srp', '--json'), {AUTHCTL_PASSWORD: password})
    assert.equal(json().error.code, 'input_required')
    assert.match(json().error.message, /--second-factor sms\|email/)
  })

  describe('by questions of its own', () => {
    it('shows what they say in public, harmlessly, and takes a line for each answer', async () => {
      const {status, stderr} = await run(
        login('custom', '--answer-stdin'),
        {},
        {terminal: reader('Bounty', 'Beagle', 'FitzRoy')},
      )
      assert.equal(status, 0, stderr)
      assert.ok(stderr.includes('question: The ship’s name?\\u{1b}[2J'), stderr)
      assert.ok(!stderr.includes('\u001b'))
    })

    it('after the password, where one is given', async () => {
      const more = {AUTHCTL_PASSWORD: password}
      const {status} = await run(login('custom', '--answer-stdin'), more, {terminal: reader('Beagle', 'FitzRoy')})
      assert.equal(status, 0)
      const wrong = await run(
        login('custom', '--answer-stdin', '--json'),
        {AUTHCTL_PASSWORD: 'Wrong-Horse-9'},
        {terminal: reader('Beagle', 'FitzRoy')},
      )
      assert.deepEqual([wrong.status, wrong.json().error.code], [4, 'denied'])
    })

    it('names the flag where no answer is left', async () => {
      const {status, json} = await run(login('custom', '--json'), {AUTHCTL_ANSWER: 'Beagle'})
      assert.deepEqual([status, json().error.code], [2, 'input_required'])
      assert.match(json().error.message, /--answer-stdin/)
    })
  })

  describe('on a device that it tracks', () => {
    const devices = () => [...(stack.state.pools.get(factors.id)?.users.get('ada')?.devices?.values() ?? [])]
    const more = {AUTHCTL_PASSWORD: password}

    it('has it remembered when told to, which then needs no second factor, renews, and is told by nobody', async () => {
      const first = await run(login('srp', '--remember-device'), more)
      assert.equal(first.status, 0, first.stderr)
      assert.deepEqual(
        devices().map(({remembered}) => remembered),
        [true],
      )
      await prefer({EmailMfaSettings: {Enabled: true, PreferredMfa: true}})
      for (const name of ['ada', 'ada@example.com', 'ada@example.com']) {
        const again = await run(
          ['login', '--flow', 'srp', '--store', 'plaintext', '--username', name, '--mfa-code-stdin'],
          more,
          name === 'ada' ? {} : {terminal: reader()},
        )
        assert.equal(again.status, 0, again.stderr)
      }
      assert.equal(stack.state.mailbox.length, 0, 'nobody was asked for a code')
      assert.equal(devices().length, 1)
      const plain = await run(
        ['login', '--flow', 'password', '--store', 'plaintext', '--username', 'ada@example.com'],
        more,
      )
      assert.equal(plain.status, 0, plain.stderr)
      assert.equal((await run(['token', 'refresh'])).status, 0)
      const {tokenSet} = (await readSession(world, {name: 'direct'}, 'default')) ?? assert.fail('no session')
      const secrets = tokenSet.device?.password ?? assert.fail('no device')
      for (const line of [['status'], ['status', '--json'], ['whoami'], ['token', 'decode']])
        assert.ok(!(await run(line)).stdout.includes(secrets))
    })

    it('leaves it unremembered otherwise, and says how', async () => {
      const first = await run(login('srp'), more)
      assert.match(first.stderr, /--remember-device/)
      assert.deepEqual(
        devices().map(({remembered}) => remembered),
        [false],
      )
      await prefer({EmailMfaSettings: {Enabled: true, PreferredMfa: true}})
      const {json} = await run(login('srp', '--json'), more)
      assert.equal(json().error.code, 'input_required', 'the code is asked for')
    })

    it('begins anew with one that the pool has forgotten', async () => {
      await run(login('srp', '--remember-device'), more)
      const [{key} = {key: ''}] = devices()
      await stack.cognito.send(new AdminForgetDeviceCommand({UserPoolId: factors.id, Username: 'ada', DeviceKey: key}))
      for (const flow of ['srp', 'password']) {
        const {status, stderr} = await run(login(flow), more)
        assert.equal(status, 0, stderr)
      }
      assert.ok(devices().length > 0 && devices().every(device => device.key !== key))
    })
  })
})
