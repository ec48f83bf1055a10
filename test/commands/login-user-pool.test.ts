import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {totpCode} from '../../src/lib/emulator/cognito/totp.ts'
import type {SeedClient, SeedPool} from '../../src/lib/emulator/seed.ts'
import {Failure} from '../../src/lib/failure.ts'
import {readSession} from '../../src/lib/session/sessions.ts'
import type {World} from '../../src/lib/world/world.ts'
import {type ScriptedAnswer, scriptedAsk} from '../support/scripted-ask.ts'
import {type TestStack, testStack} from '../support/stack.ts'
import {authctl, type Ran, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const password = 'Correct-Horse-9'
const secret = 'confidential_secret_for_tests'
const flows: SeedClient['authFlows'] = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']

const pool: SeedPool = {
  id: 'eu-west-1_SignIn',
  name: 'sign-in',
  mfa: 'optional',
  users: [
    {username: 'ada', password, attributes: {email: 'ada@example.com', email_verified: 'true'}},
    {username: 'grace', password: 'Temporary-1', temporary: true},
  ],
  clients: [
    {id: 'public', name: 'public', authFlows: flows},
    {id: 'confidential', name: 'confidential', secret, authFlows: flows},
    {id: 'rotating', name: 'rotating', secret, authFlows: ['ALLOW_USER_SRP_AUTH'], rotateRefreshTokens: true},
    {id: 'srponly', name: 'srponly', authFlows: ['ALLOW_USER_SRP_AUTH']},
  ],
}

describe('authctl login at a user pool', () => {
  let stack: TestStack
  let world: TestWorld
  beforeEach(async () => {
    stack = await testStack({seed: {pools: [pool]}})
    world = testWorld()
  })
  afterEach(async () => {
    world.dispose()
    await stack.stop()
  })

  const here = () => ({AUTHCTL_USER_POOL_ID: pool.id, AUTHCTL_ENDPOINT: stack.url})
  /** Runs a line as the client named, with this on standard input or in the environment. */
  function run(
    line: readonly string[],
    {client = 'public', input, env = {}, ask}: {client?: string; input?: string; env?: object; ask?: World['ask']} = {},
  ): Promise<Ran> {
    const changes = {
      ...(ask && {ask}),
      ...(input !== undefined && {terminal: silentTerminal(input)}),
      env: {...here(), AUTHCTL_CLIENT_ID: client, ...env},
    }
    return authctl({...world, ...changes}, ...line)
  }
  const login = (flow: string, ...more: string[]) => ['login', '--flow', flow, '--store', 'plaintext', ...more]
  const asAda = {env: {AUTHCTL_PASSWORD: password}}
  /** A person at a terminal with these answers. */
  async function atDesk(line: readonly string[], ...answers: ScriptedAnswer[]): Promise<Ran> {
    const ask = scriptedAsk(...answers)
    const ran = await run(line, {ask})
    ask.done()
    return ran
  }
  const session = async () => (await readSession(world, {name: 'direct'}, 'default'))?.tokenSet
  const nothingKept = () =>
    assert.ok(!existsSync(world.folders.data) || !readdirSync(join(world.folders.data, 'sessions')).length)

  it('proves the password by SRP, and keeps a session like any other', async () => {
    const {status, json, stderr} = await run(login('srp', '--username', 'ada', '--password-stdin', '--json'), {
      input: `${password}\n`,
    })
    assert.equal(status, 0, stderr)
    const {expiresAt, subject, ...answer} = json()
    assert.deepEqual(answer, {
      profile: 'direct',
      identity: 'default',
      username: 'ada',
      scope: 'aws.cognito.signin.user.admin',
      tokens: ['access', 'id', 'refresh'],
      storage: 'plaintext',
    })
    assert.match(expiresAt, /Z$/)
    assert.match(subject, /^[0-9a-f-]{36}$/)
    assert.equal((await run(['status', '--json'])).json().signedIn, true)
    const {json: who} = await run(['whoami', '--json'])
    assert.equal(who().username, 'ada')
    assert.equal(who().claims.email, 'ada@example.com', 'from GetUser: there is no openid scope')
    const before = await session()
    assert.equal((await run(['token', 'refresh'])).status, 0)
    const after = await session()
    assert.notEqual(after?.accessToken, before?.accessToken)
    assert.equal(after?.refreshToken, before?.refreshToken)
    const {json: out} = await run(['logout', '--json'])
    assert.deepEqual([out().revoked, out().forgotten], [true, true])
  })

  it('never sends the password in the srp flow, and sends it in the password flow', async () => {
    for (const [flow, travels] of [
      ['srp', false],
      ['password', true],
    ] as const) {
      const bodies: string[] = []
      const fetch: World['fetch'] = (input, init) => {
        bodies.push(String(init?.body ?? ''))
        return globalThis.fetch(input, init)
      }
      const env = {...here(), AUTHCTL_CLIENT_ID: 'public', AUTHCTL_PASSWORD: password}
      const {status} = await authctl({...world, fetch, env}, ...login(flow, '--username', 'ada'))
      assert.equal(status, 0)
      assert.equal(bodies.join().includes(password), travels)
    }
  })

  it('asks who and the password at a terminal, and again when it was mistyped', async () => {
    const {status, stdout, stderr} = await atDesk(
      login('srp'),
      ['--username', 'ada@example.com'],
      ['--password-stdin', 'Wrong-Horse-9'],
      ['--password-stdin', password],
    )
    assert.equal(status, 0, stderr)
    assert.match(stderr, /Incorrect username or password\./)
    assert.match(stdout, /^✔ Signed in as ada with the profile direct\./)
  })

  it('stops with input_required naming the flag where nobody can be asked', async () => {
    const cases: [string[], string][] = [
      [[], '--username'],
      [['--username', 'ada'], '--password-stdin'],
      [['--username', 'grace', '--password-file', 'temporary'], '--new-password-stdin'],
    ]
    writeFileSync(join(world.cwd, 'temporary'), 'Temporary-1\n')
    for (const [flags, flag] of cases) {
      const {status, json} = await run(login('srp', ...flags, '--json'))
      assert.deepEqual([status, json().error.code], [2, 'input_required'])
      assert.ok(json().error.message.includes(flag), json().error.message)
    }
    nothingKept()
  })

  it('has a temporary password changed, from files in a script', async () => {
    writeFileSync(join(world.cwd, 'old'), 'Temporary-1\n')
    writeFileSync(join(world.cwd, 'new'), 'Permanent-2\n')
    const {status, stderr} = await run(
      login('srp', '--username', 'grace', '--password-file', 'old', '--new-password-file', 'new'),
    )
    assert.equal(status, 0, stderr)
    assert.equal((await run(login('srp', '--username', 'grace'), {env: {AUTHCTL_PASSWORD: 'Permanent-2'}})).status, 0)
  })

  it('asks for the new password again when it breaks the rules or is not repeated', async () => {
    const {status, stderr} = await atDesk(
      login('srp', '--username', 'grace'),
      ['--password-stdin', 'Temporary-1'],
      ['--new-password-stdin', 'Permanent-2'],
      ['--new-password-stdin', 'Permanent-3'],
      ['--new-password-stdin', 'short'],
      ['--new-password-stdin', 'short'],
      ['--new-password-stdin', 'Permanent-2'],
      ['--new-password-stdin', 'Permanent-2'],
    )
    assert.equal(status, 0, stderr)
    assert.match(stderr, /not the same/)
    assert.match(stderr, /Password did not conform with/)
  })

  it('does not ask again for what came with the command', async () => {
    const {status, json} = await run(login('srp', '--username', 'grace', '--json'), {
      env: {AUTHCTL_PASSWORD: 'Temporary-1', AUTHCTL_NEW_PASSWORD: 'short'},
    })
    assert.deepEqual([status, json().error.code], [2, 'usage'])
    assert.match(json().error.message, /Password did not conform with/)
  })

  describe('with an authenticator app', () => {
    const code = (key: string, steps = 0) => totpCode(key, Math.floor(Date.now() / 30_000) + steps)

    async function setUp(): Promise<string> {
      const user = stack.state.pools.get(pool.id)?.users.get('ada') ?? assert.fail()
      user.mfa = {
        totpSecret: 'A'.repeat(52),
        enabled: ['SOFTWARE_TOKEN_MFA'],
        preferred: 'SOFTWARE_TOKEN_MFA',
        failedAttempts: 0,
      }
      return 'A'.repeat(52)
    }

    it('takes the code from standard input, and not before it is asked for', async () => {
      const key = await setUp()
      let read = 0
      const terminal = {
        ...silentTerminal(),
        readInput: async () => {
          read++
          return `${code(key)}\n`
        },
      }
      const env = {...here(), AUTHCTL_CLIENT_ID: 'public', AUTHCTL_PASSWORD: password}
      const {status, stderr} = await authctl(
        {...world, terminal, env},
        ...login('srp', '--username', 'ada', '--mfa-code-stdin'),
      )
      assert.equal(status, 0, stderr)
      assert.equal(read, 1)
      const linus = await authctl(
        {...world, terminal, env},
        ...login('srp', '--username', 'nobody', '--mfa-code-stdin'),
      )
      assert.deepEqual([linus.status, read], [4, 1])
    })

    it('lets a person mistype a code, typed in groups', async () => {
      const key = await setUp()
      const right = code(key)
      const {status, stderr} = await atDesk(
        login('srp', '--username', 'ada'),
        ['--password-stdin', password],
        ['--mfa-code-stdin', right === '000000' ? '000001' : '000000'],
        ['--mfa-code-stdin', `${right.slice(0, 3)} ${right.slice(3)}`],
      )
      assert.equal(status, 0, stderr)
      assert.match(stderr, /Invalid code received for user/)
    })

    it('stops with denied over a wrong code of a script’s', async () => {
      const key = await setUp()
      const wrong = code(key) === '000000' ? '000001' : '000000'
      const {status, json} = await run(login('srp', '--username', 'ada', '--json'), {
        env: {AUTHCTL_PASSWORD: password, AUTHCTL_MFA_CODE: wrong},
      })
      assert.deepEqual(
        [status, json().error.code, json().error.message],
        [4, 'denied', 'The code is not the right one.'],
      )
      nothingKept()
    })

    it('says that a code was used before', async () => {
      const key = await setUp()
      const env = {AUTHCTL_PASSWORD: password, AUTHCTL_MFA_CODE: code(key)}
      assert.equal((await run(login('srp', '--username', 'ada'), {env})).status, 0)
      const {status, json} = await run(login('srp', '--username', 'ada', '--json'), {env})
      assert.equal(status, 4)
      assert.match(json().error.message, /used before/)
    })

    it('sets one up where the pool demands it, showing the key once and on stderr', async () => {
      await stack.cognito.send(
        new SetUserPoolMfaConfigCommand({
          UserPoolId: pool.id,
          MfaConfiguration: 'ON',
          SoftwareTokenMfaConfiguration: {Enabled: true},
        }),
      )
      let key = ''
      const terminal = {
        ...silentTerminal(),
        err: (text: string) => {
          key ||= /\n {2}((?:[A-Z2-7]{4} ?)+)\n/.exec(text)?.[1]?.replaceAll(' ', '') ?? ''
        },
        readInput: async () => `${code(key)}\n`,
      }
      const env = {...here(), AUTHCTL_CLIENT_ID: 'public', AUTHCTL_PASSWORD: password}
      const {status, stdout, stderr} = await authctl(
        {...world, terminal, env},
        ...login('srp', '--username', 'ada', '--mfa-code-stdin', '--json'),
      )
      assert.equal(status, 0, stderr)
      assert.match(key, /^[A-Z2-7]{52}$/)
      assert.ok(!stdout.includes(key))
      const next = {AUTHCTL_PASSWORD: password, AUTHCTL_MFA_CODE: code(key, 1)}
      assert.equal((await run(login('srp', '--username', 'ada'), {env: next})).status, 0)
    })
  })

  describe('as a client with a secret', () => {
    it('proves it at every step, by each name the pool uses, and to renew and revoke', async () => {
      const client = {client: 'confidential', env: {AUTHCTL_PASSWORD: password, AUTHCTL_CLIENT_SECRET: secret}}
      for (const flow of ['srp', 'password']) {
        const {status, stderr} = await run(login(flow, '--username', 'ADA@example.com'), client)
        assert.equal(status, 0, stderr)
        assert.equal((await run(['token', 'refresh'], client)).status, 0)
        assert.equal((await run(['logout', '--json'], client)).json().revoked, true)
      }
    })

    it('keeps the refresh token that takes the old one’s place', async () => {
      const client = {client: 'rotating', env: {AUTHCTL_PASSWORD: password, AUTHCTL_CLIENT_SECRET: secret}}
      assert.equal((await run(login('srp', '--username', 'ada'), client)).status, 0)
      const first = (await session())?.refreshToken
      for (const _ of [1, 2]) {
        const {json} = await run(['token', 'refresh', '--json'], client)
        assert.equal(json().rotated, true)
      }
      assert.notEqual((await session())?.refreshToken, first)
    })

    it('renews by REFRESH_TOKEN_AUTH where the newer operation is not known', async () => {
      const asked: string[] = []
      const fetch: World['fetch'] = (input, init) => {
        const target = new Headers(init?.headers).get('x-amz-target')?.split('.')[1] ?? ''
        if (target !== '') asked.push(target)
        const unknown = new Response('{"__type":"UnknownOperationException"}', {status: 400})
        return target === 'GetTokensFromRefreshToken' ? Promise.resolve(unknown) : globalThis.fetch(input, init)
      }
      const env = {
        ...here(),
        AUTHCTL_CLIENT_ID: 'confidential',
        AUTHCTL_PASSWORD: password,
        AUTHCTL_CLIENT_SECRET: secret,
      }
      const old = {...world, fetch, env}
      assert.equal((await authctl(old, ...login('srp', '--username', 'ada@example.com'))).status, 0)
      const {status, stderr} = await authctl(old, 'token', 'refresh')
      assert.equal(status, 0, stderr)
      assert.deepEqual(asked.slice(2), ['GetTokensFromRefreshToken', 'InitiateAuth'])
    })

    it('says that the secret is missing, or wrong', async () => {
      const missing = await run(login('srp', '--username', 'ada', '--json'), {client: 'confidential', ...asAda})
      assert.deepEqual([missing.status, missing.json().error.code], [2, 'input_required'])
      assert.match(missing.json().error.message, /confidential has a secret/)
      const env = {AUTHCTL_PASSWORD: password, AUTHCTL_CLIENT_SECRET: 'another_secret_of_somebody'}
      const wrong = await run(login('srp', '--username', 'ada', '--json'), {client: 'confidential', env})
      assert.deepEqual([wrong.status, wrong.json().error.code], [4, 'denied'])
      assert.ok(!wrong.stdout.includes('another_secret'))
    })
  })

  it('tells the sign-in page, too, who is about to sign in', async () => {
    const line = ['login', '--issuer', `${stack.url}/standard`, '--client-id', 'localcli', '--store', 'none']
    const {stderr} = await authctl(world, ...line, '--username', 'ada', '--no-browser', '--timeout', '1')
    assert.match(stderr, /[?&]login_hint=ada(&|\n)/)
  })

  describe('when it is refused, says what mends it', () => {
    const refused = async (flow: string, flags: string[], options: Parameters<typeof run>[1] = asAda) => {
      const ran = await run(login(flow, ...flags, '--json'), options)
      nothingKept()
      const {code, message, hints} = ran.json().error
      return {status: ran.status, code, message, hints}
    }

    /** Does what the hint says, as somebody would who pastes it. */
    const mended = async (hint: string, ...more: string[]) => {
      const [, ...words] = hint.split(' ')
      const {status, stderr} = await run([...words, ...more], {input: password})
      assert.equal(status, 0, stderr)
    }

    it('a wrong password', async () => {
      const wrong = {env: {AUTHCTL_PASSWORD: 'Wrong-Horse-9'}}
      const {status, code, message} = await refused('srp', ['--username', 'ada'], wrong)
      assert.deepEqual([status, code, message], [4, 'denied', 'Incorrect username or password.'])
    })

    it('a locked account', async () => {
      const wrong = {env: {AUTHCTL_PASSWORD: 'Wrong-Horse-9'}}
      for (const _ of [1, 2, 3, 4, 5, 6]) await refused('password', ['--username', 'ada'], wrong)
      const {status, code, message, hints} = await refused('password', ['--username', 'ada'])
      assert.deepEqual([status, code], [7, 'throttled'], message)
      assert.match(message, /locked ada/)
      assert.match(hints[0], /^wait, then: authctl login .*--flow password/)
    })

    it('a password that was reset', async () => {
      await stack.cognito.send(new AdminResetUserPasswordCommand({UserPoolId: pool.id, Username: 'ada'}))
      const {status, code, hints} = await refused('srp', ['--username', 'ada'])
      assert.deepEqual([status, code], [4, 'denied'])
      assert.match(hints[0], /^authctl user password ada .*--permanent$/)
      await mended(hints[0], '--password-stdin')
      assert.equal((await run(login('srp', '--username', 'ada'), asAda)).status, 0)
    })

    it('an account that was not confirmed', async () => {
      await stack.cognito.send(
        new SignUpCommand({
          ClientId: 'public',
          Username: 'linus',
          Password: password,
          UserAttributes: [{Name: 'email', Value: 'linus@example.com'}],
        }),
      )
      const {status, code, hints} = await refused('srp', ['--username', 'linus'])
      assert.deepEqual([status, code], [4, 'denied'])
      assert.match(hints[0], /^authctl user confirm linus/)
      await mended(hints[0])
      assert.equal((await run(login('srp', '--username', 'linus'), asAda)).status, 0)
    })

    it('a disabled account', async () => {
      await stack.cognito.send(new AdminDisableUserCommand({UserPoolId: pool.id, Username: 'ada'}))
      const {status, code, hints} = await refused('srp', ['--username', 'ada'])
      assert.deepEqual([status, code], [4, 'denied'])
      assert.match(hints[0], /^authctl user enable ada/)
      await mended(hints[0])
      assert.equal((await run(login('srp', '--username', 'ada'), asAda)).status, 0)
    })

    it('a flow that the app client does not allow', async () => {
      const {status, code, message, hints} = await refused('password', ['--username', 'ada'], {
        client: 'srponly',
        ...asAda,
      })
      assert.deepEqual([status, code], [2, 'unsupported'])
      assert.equal(message, 'The app client srponly does not allow --flow password.')
      assert.match(hints[0], /^authctl client set srponly .*--add-auth-flow ALLOW_USER_PASSWORD_AUTH$/)
      await mended(hints[0], '--yes')
      const {status: afterwards} = await run(login('password', '--username', 'ada'), {client: 'srponly', ...asAda})
      assert.equal(afterwards, 0)
    })

    it('a pool that is asked too much, after retries', async () => {
      stack.faults.next('InitiateAuth', {kind: 'throttle'}, 3)
      const {status, code} = await refused('srp', ['--username', 'ada'])
      assert.deepEqual([status, code], [7, 'throttled'])
      stack.faults.next('InitiateAuth', {kind: 'throttle'}, 1)
      assert.equal((await run(login('srp', '--username', 'ada'), asAda)).status, 0)
    })

    it('a sign-in that the pool no longer keeps open', async () => {
      const ask = scriptedAsk(
        ['--password-stdin', 'Temporary-1'],
        ['--new-password-stdin', 'Permanent-2'],
        ['--new-password-stdin', 'Permanent-2'],
      )
      const slow: World['ask'] = {
        ...ask,
        secret: async question => {
          const answer = await ask.secret(question)
          if (question.message === 'Once more') stack.clock.advance(4 * 60_000)
          return answer
        },
      }
      const {status, json} = await run(login('srp', '--username', 'grace', '--json'), {
        ask: slow,
        env: {AUTHCTL_JSON: ''},
      })
      assert.deepEqual([status, json().error.code], [2, 'input_required'], '--json asks nobody')
      const {status: late, stderr} = await run(login('srp', '--username', 'grace'), {ask: slow})
      assert.equal(late, 7)
      assert.match(stderr, /no longer keeps this sign-in open/)
    })

    it('an app client that does not exist', async () => {
      const {status, code} = await refused('srp', ['--username', 'ada'], {client: 'nosuchclient', ...asAda})
      assert.deepEqual([status, code], [5, 'not_found'])
    })

    it('a wish that only a sign-in page could grant', async () => {
      for (const wish of [
        ['--dpop'],
        ['--par'],
        ['--identity-provider', 'Google'],
        ['--resource', 'https://api.example'],
      ]) {
        const {status, code, message} = await refused('srp', ['--username', 'ada', ...wish])
        assert.deepEqual([status, code], [2, 'usage'])
        assert.ok(message.startsWith(`${wish[0]} is for sign-in pages`), message)
      }
      const {stderr} = await run(login('srp', '--username', 'ada', '--scope', 'openid'), asAda)
      assert.match(stderr, /grants no scopes but its own/)
    })

    it('an issuer that is no user pool', async () => {
      const {status, json} = await authctl(
        {...world, env: {}},
        ...login('srp', '--issuer', 'https://issuer.example', '--client-id', 'cli', '--username', 'ada', '--json'),
      )
      assert.deepEqual([status, json().error.code], [2, 'unsupported'])
    })
  })

  it('ends with the session, once it is revoked at the pool', async () => {
    assert.equal((await run(login('srp', '--username', 'ada'), asAda)).status, 0)
    await stack.cognito.send(new AdminDisableUserCommand({UserPoolId: pool.id, Username: 'ada'}))
    for (const line of [['whoami'], ['token', 'refresh']]) {
      const {status, json} = await run([...line, '--json'])
      assert.deepEqual([status, json().error.code], [3, 'session_ended'])
      assert.match(json().error.hints[0], /^authctl login .*--flow srp$/)
    }
  })

  it('keeps nothing when the person cancels', async () => {
    const gone = new Failure('cancelled', 'Cancelled.')
    const {status} = await atDesk(login('srp', '--username', 'ada'), ['--password-stdin', gone])
    assert.equal(status, 130)
    nothingKept()
  })

  it('refuses tokens that the pool did not sign', async () => {
    const fetch: World['fetch'] = async (input, init) => {
      const response = await globalThis.fetch(input, init)
      if (!String(input).endsWith('jwks.json')) return response
      const {keys} = (await response.json()) as {keys: {n: string}[]}
      return Response.json({keys: keys.map(key => ({...key, n: `${key.n.slice(0, -4)}AAAB`}))})
    }
    const env = {...here(), AUTHCTL_CLIENT_ID: 'public', AUTHCTL_PASSWORD: password}
    const {status, json} = await authctl({...world, fetch, env}, ...login('srp', '--username', 'ada', '--json'))
    assert.deepEqual([status, json().error.code], [6, 'token_rejected'])
    nothingKept()
  })

  it('tells no secret, wherever it looks', async () => {
    const {stdout, stderr} = await run(login('srp', '--username', 'ada'), asAda)
    const tokens = (await session()) ?? assert.fail('no session')
    for (const word of [password, tokens.accessToken, tokens.idToken, tokens.refreshToken])
      assert.ok(word && !`${stdout}${stderr}`.includes(word))
    assert.ok(
      readFileSync(join(world.folders.data, 'sessions', readdirSync(join(world.folders.data, 'sessions'))[0]!)).length >
        0,
    )
  })
})
