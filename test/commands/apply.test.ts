import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand,
  CreateUserPoolCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  ListUsersCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {environmentOf} from '../support/built.ts'
import {poolWorld} from '../support/directory.ts'
import {type Recorder, recorder} from '../support/recorder.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {toldClock} from '../support/told-clock.ts'
import {authctl, silentTerminal, type TestWorld} from '../support/world.ts'

let stack: TestStack
let between: Recorder
let world: TestWorld

function eachOnItsOwn(): void {
  beforeEach(async () => {
    stack = await testStack()
    between = await recorder(stack.url)
    world = poolWorld(between)
  })
  afterEach(async () => {
    world.dispose()
    await between.stop()
    await stack.stop()
  })
}

const file = (name = 'pool.yaml') => join(world.cwd, name)
const text = (name?: string) => readFileSync(file(name), 'utf8')
const write = (content: string, name?: string) => writeFileSync(file(name), content)
const run = (...words: string[]) => authctl(world, ...words)
const plan = async (...words: string[]) => (await run('plan', 'pool.yaml', '--json', ...words)).json()
const words = (answer: {steps: {words: string}[]}) => answer.steps.map(step => step.words)
const change = (from: string, to: string) => {
  assert.ok(text().includes(from), `${from} is not in the file`)
  write(text().replace(from, to))
}

/** The same world with nothing in between. */
const poolWorldAt = (url: string) => with_({env: {...world.env, AUTHCTL_ENDPOINT: url}})

/** A world like this one, with something else about it. */
const with_ = (changes: object): TestWorld => ({...world, ...changes})

async function captured(): Promise<void> {
  assert.equal((await run('capture', 'pool.yaml')).status, 0)
}

describe('authctl capture', () => {
  eachOnItsOwn()

  it('writes a file for its owner alone, with a schema for editors and no secret', async () => {
    const {stdout, status} = await run('capture', 'pool.yaml')
    assert.equal(status, 0)
    assert.match(stdout, /1 resource server, 2 identity providers, 3 clients, 2 groups, 3 users/)
    assert.match(text(), /^# yaml-language-server: \$schema=\S+\/schema\/pool\.schema\.json\n/)
    assert.doesNotMatch(text(), /secret_for_this_machine_only|Correct-Horse/)
    assert.match(text(), /clientSecretFrom:\n {6}env: ACMEOIDC_CLIENT_SECRET/)
    assert.equal(statSync(file()).mode & 0o777, 0o600)
    assert.deepEqual(between.writes(), [])
  })
  it('replaces no file unless told to', async () => {
    write('mine')
    const {status, json} = await run('capture', 'pool.yaml', '--json')
    assert.deepEqual([status, json().error.code, text()], [10, 'conflict', 'mine'])
    assert.equal((await run('capture', 'pool.yaml', '--force')).status, 0)
  })
  it('writes parts, to standard output too', async () => {
    const {stdout} = await run('capture', '-', '--only', 'groups')
    assert.match(stdout, /\ngroups:\n {2}admins:\n/)
    assert.doesNotMatch(stdout, /\nusers:|\nclients:/)
  })
})

describe('authctl plan', () => {
  eachOnItsOwn()

  it('says that nothing differs after a capture', async () => {
    await captured()
    const {status, stdout} = await run('plan', 'pool.yaml')
    assert.match(stdout, /^Nothing would change/)
    assert.equal(status, 0)
  })
  it('lists exactly what was changed, and sends no write', async () => {
    await captured()
    change('May write notes.', 'May write and share notes.')
    change('      - http://localhost:8402/callback\n', '')
    change('name: Grace Hopper', 'name: Rear Admiral Grace Hopper')
    change('read: Read notes', 'read: Read all notes')
    const answer = await plan()
    assert.deepEqual(words(answer), [
      'change resource server notes',
      'change client cli',
      'change group editors',
      'change user grace',
    ])
    assert.deepEqual(answer.steps[2].changes, [
      {path: 'description', before: 'May write notes.', after: 'May write and share notes.'},
    ])
    assert.equal((await run('plan', 'pool.yaml')).status, 9)
    assert.deepEqual(between.writes(), [])
  })
  it('names what is there beside the file, which is no difference', async () => {
    await captured()
    await stack.cognito.send(new CreateGroupCommand({UserPoolId: poolId, GroupName: 'guests'}))
    const answer = await plan()
    assert.deepEqual([answer.steps, answer.extra.map((step: {name: string}) => step.name)], [[], ['guests']])
    assert.deepEqual(words(await plan('--prune')), ['delete group guests'])
  })
  it('compares a provider’s secret where it is at hand, and never shows it', async () => {
    await captured()
    const {stdout} = await authctl(
      with_({env: {...world.env, ACMEOIDC_CLIENT_SECRET: 'another-canary-secret'}}),
      ...['plan', 'pool.yaml'],
    )
    assert.match(stdout, /change identity provider AcmeOIDC\n.*- details\.client_secret: •••/)
    assert.doesNotMatch(stdout, /canary/)
  })
})

describe('authctl plan over a bad file', () => {
  eachOnItsOwn()

  const bad: [what: string, content: string, words: RegExp][] = [
    [
      'an unknown member',
      'version: 1\nclients:\n  web:\n    callbackUrl: [a]\n',
      /line 4: clients\.web\.callbackUrl is unknown here \(near to it: callbackUrls\)/,
    ],
    ['a name twice', 'version: 1\ngroups:\n  a:\n  b:\n  a:\n', /line 5: groups\.a stands there twice/],
    [
      'a group nobody has',
      'version: 1\ngroups: {a: }\nusers:\n  ada:\n    groups: [a, b]\n',
      /line 5: users\.ada\.groups\[1\] names the group b/,
    ],
    [
      'a provider nobody has',
      'version: 1\nproviders: {}\nclients:\n  web: {supportedIdentityProviders: [Acme]}\n',
      /names the provider Acme/,
    ],
    [
      'a scope nobody has',
      'version: 1\nresourceServers: {notes: {scopes: {read: Read}}}\nclients:\n  web: {allowedOAuthScopes: [openid, notes/write]}\n',
      /line 4: .*\[1\] names the scope notes\/write/,
    ],
    [
      'a value of another form',
      'version: 1\ngroups:\n  a: {precedence: high}\n',
      /line 3: groups\.a\.precedence must be a whole number/,
    ],
    [
      'a password in it',
      'version: 1\nusers:\n  ada:\n    password: hunter2\n',
      /line 4: users\.ada\.password is unknown here: secrets do not stand in this file; say where it is by passwordFrom/,
    ],
    [
      'a client secret in it',
      'version: 1\nproviders:\n  A:\n    type: OIDC\n    details: {client_secret: x}\n',
      /line 5: .*is a secret/,
    ],
    ['no version', 'groups: {}\n', /version is missing/],
    ['nothing', '', /must not be empty/],
    ['no YAML', 'a: [', /line 1/],
  ]
  for (const [what, content, expected] of bad)
    it(`stops with config_invalid at ${what}, before the first request`, async () => {
      write(content)
      const {status, stderr} = await run('plan', 'pool.yaml')
      assert.match(stderr, expected)
      assert.equal(status, 2)
      assert.doesNotMatch(stderr, /hunter2/)
      assert.deepEqual(between.requests, [])
    })
  it('checks references to what the file leaves out against the pool', async () => {
    write('version: 1\nusers:\n  ada: {groups: [admins, typo]}\n')
    assert.match(
      (await run('plan', 'pool.yaml')).stderr,
      /users\.ada\.groups\[1\] names the group typo, which the pool/,
    )
  })
})

describe('authctl apply', () => {
  eachOnItsOwn()

  it('brings the pool there, and then has nothing to do', async () => {
    await captured()
    change('May write notes.', 'May write and share notes.')
    change('      - http://localhost:8402/callback\n', '')
    change('    groups:\n      - editors\n', '    enabled: false\n    groups:\n      - admins\n')
    const {status, json} = await run('apply', 'pool.yaml', '--yes', '--json')
    assert.equal(status, 0)
    assert.deepEqual(words(json()), [
      'change client cli',
      'change group editors',
      'change user grace',
      'put user grace into group admins',
      'take user grace out of group editors',
    ])
    const asked = {UserPoolId: poolId, Username: 'grace'}
    assert.equal((await stack.cognito.send(new AdminGetUserCommand(asked))).Enabled, false)
    const {Groups} = await stack.cognito.send(new AdminListGroupsForUserCommand(asked))
    assert.deepEqual(
      Groups?.map(({GroupName}) => GroupName),
      ['admins'],
    )
    const request = new DescribeUserPoolClientCommand({UserPoolId: poolId, ClientId: clientId})
    const {UserPoolClient} = await stack.cognito.send(request)
    assert.deepEqual(
      [UserPoolClient?.CallbackURLs?.length, UserPoolClient?.LogoutURLs, UserPoolClient?.ExplicitAuthFlows?.length],
      [2, ['http://localhost:8400/signed-out'], 4],
    )
    assert.equal((await run('plan', 'pool.yaml')).status, 0)
    const before = between.writes().length
    assert.deepEqual((await run('apply', 'pool.yaml', '--yes', '--json')).json().steps, [])
    assert.equal(between.writes().length, before)
  })

  it('builds from one pool’s capture another that is captured alike, as the SDK reads it', async () => {
    await captured()
    const {UserPool} = await stack.cognito.send(new CreateUserPoolCommand({PoolName: 'copy'}))
    const to = UserPool?.Id ?? ''
    const env = {
      ...world.env,
      AUTHCTL_USER_POOL_ID: to,
      ACMEOIDC_CLIENT_SECRET: 'userpool_secret_for_this_machine_only',
    }
    const there = with_({env})
    const applied = await authctl(there, 'apply', 'pool.yaml', '--yes')
    assert.equal(applied.status, 0, applied.stderr)
    assert.equal((await authctl(there, 'capture', 'copy.yaml')).status, 0)
    assert.equal(text('copy.yaml'), text())
    const {Users = []} = await stack.cognito.send(new ListUsersCommand({UserPoolId: to}))
    assert.deepEqual(Users.map(({Username}) => Username).sort(), ['ada', 'grace', 'linus'])
    const asked = new DescribeIdentityProviderCommand({UserPoolId: to, ProviderName: 'AcmeOIDC'})
    const {IdentityProvider} = await stack.cognito.send(asked)
    assert.equal(IdentityProvider?.ProviderDetails?.client_secret, 'userpool_secret_for_this_machine_only')
    const {UserPoolClients = []} = await stack.cognito.send(new ListUserPoolClientsCommand({UserPoolId: to}))
    assert.deepEqual(UserPoolClients.map(({ClientName}) => ClientName).sort(), ['cli', 'machine', 'web'])
  })

  it('ends the same whichever write was the last to go through', async function () {
    this.timeout(60_000)
    await captured()
    const secret = {ACMEOIDC_CLIENT_SECRET: 'userpool_secret_for_this_machine_only', ADA: 'Correct-Horse-9'}
    change('  ada:\n', '  ada:\n    passwordFrom: {env: ADA}\n    permanent: true\n')
    const wholeText = text()
    let total = 1
    for (let cut = 0; cut < total; cut++) {
      const {UserPool} = await stack.cognito.send(new CreateUserPoolCommand({PoolName: `cut ${cut}`}))
      const at = {...world.env, ...secret, AUTHCTL_USER_POOL_ID: UserPool?.Id}
      // From write number `cut` on nothing is carried out.
      const wire = await recorder(stack.url)
      let sent = 0
      const isWrite = (operation: string) => !/^(Admin)?(List|Get|Describe)/.test(operation)
      wire.incoming.get = operation => (isWrite(operation) && sent++ >= cut ? () => ({cut: 'here'}) : undefined)
      const first = await authctl(with_({env: {...at, AUTHCTL_ENDPOINT: wire.url}}), 'apply', 'pool.yaml', '--yes')
      if (cut === 0) total = wire.writes().length + 18
      await wire.stop()
      if (first.status === 0) break
      const again = await authctl(with_({env: at}), 'apply', 'pool.yaml', '--yes')
      assert.equal(again.status, 0, again.stderr)
      assert.equal((await authctl(with_({env: at}), 'plan', 'pool.yaml')).status, 0)
      const {UserPoolClients = []} = await stack.cognito.send(
        new ListUserPoolClientsCommand({UserPoolId: UserPool?.Id}),
      )
      assert.equal(UserPoolClients.length, 3)
      const {UserStatus} = await stack.cognito.send(
        new AdminGetUserCommand({UserPoolId: UserPool?.Id, Username: 'ada'}),
      )
      assert.equal(UserStatus, 'CONFIRMED')
    }
    assert.equal(text(), wholeText)
  })

  it('goes on after being killed while a request was on its way', async () => {
    await captured()
    const {UserPool} = await stack.cognito.send(new CreateUserPoolCommand({PoolName: 'killed'}))
    const AUTHCTL_USER_POOL_ID = UserPool?.Id ?? ''
    const ACMEOIDC_CLIENT_SECRET = 'userpool_secret_for_this_machine_only'
    const env = {...world.env, AUTHCTL_USER_POOL_ID, ACMEOIDC_CLIENT_SECRET}
    for (const operation of ['CreateUserPoolClient', 'AdminCreateUser', 'AdminAddUserToGroup']) {
      const wire = await recorder(stack.url)
      const words = ['bin/dev.js', 'apply', file(), '--yes', '--endpoint', wire.url]
      const child = spawn(process.execPath, words, {env: {...environmentOf(world), ...env}, stdio: 'ignore'})
      // Carried out, and its answer never read.
      wire.outgoing.set(operation, output => {
        child.kill('SIGKILL')
        return output
      })
      const signal = await new Promise(resolve => child.once('close', (_, signal) => resolve(signal)))
      assert.equal(signal, 'SIGKILL')
      await wire.stop()
    }
    const {json, status} = await authctl(with_({env}), 'apply', 'pool.yaml', '--yes', '--json')
    assert.match(json().interrupted, /^put user ada into group/)
    assert.equal(status, 0)
    assert.equal((await authctl(with_({env}), 'capture', 'copy.yaml')).status, 0)
    assert.equal(text('copy.yaml'), text())
  })

  it('gives new users their passwords by environment, file and standard input', async () => {
    write(
      [
        'version: 1',
        'users:',
        '  ines: {passwordFrom: {env: INES}, permanent: true}',
        '  omar: {passwordFrom: {file: omar.txt}, permanent: true}',
        '  sven: {passwordFrom: {stdin: true}, permanent: true}',
      ].join('\n'),
    )
    const missing = await run('apply', 'pool.yaml', '--yes')
    assert.match(missing.stderr, /users\.ines\.passwordFrom is needed, and the environment variable INES is not set/)
    assert.equal(missing.status, 2)
    assert.deepEqual(between.writes(), [])
    write('Correct-Omar-9\n', 'omar.txt')
    const rich = with_({env: {...world.env, INES: 'Correct-Ines-9'}, terminal: silentTerminal('Correct-Sven-9\n')})
    const {status, stderr, stdout} = await authctl(rich, 'apply', 'pool.yaml', '--yes')
    assert.equal(status, 0, stderr)
    assert.doesNotMatch(stdout + stderr, /Correct-/)
    for (const [USERNAME, PASSWORD] of [
      ['ines', 'Correct-Ines-9'],
      ['omar', 'Correct-Omar-9'],
      ['sven', 'Correct-Sven-9'],
    ] as const) {
      const {AuthenticationResult} = await stack.cognito.send(
        new AdminInitiateAuthCommand({
          UserPoolId: poolId,
          ClientId: clientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: {USERNAME, PASSWORD},
        }),
      )
      assert.ok(AuthenticationResult?.AccessToken)
    }
    const journal = readFileSync(join(world.folders.data, 'apply', `${poolId}.ndjson`), 'utf8')
    assert.match(journal, /"state":"begun"[\s\S]*"state":"done"[\s\S]*"state":"end"/)
    assert.doesNotMatch(journal, /Correct-/)
  })

  it('stops with conflict at what somebody else changed meanwhile', async () => {
    await captured()
    change('name: Grace Hopper', 'name: Amazing Grace')
    const meddle = scriptedAsk(['--yes', true])
    const ask = {
      ...meddle,
      confirm: async (question: Parameters<typeof meddle.confirm>[0]) => {
        await stack.cognito.send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId: poolId,
            Username: 'grace',
            UserAttributes: [{Name: 'name', Value: 'Commodore'}],
          }),
        )
        return meddle.confirm(question)
      },
    }
    const {status, stderr} = await authctl(with_({ask}), 'apply', 'pool.yaml')
    assert.match(stderr, /User grace was changed meanwhile/)
    assert.equal(status, 10)
    assert.deepEqual(between.writes(), [])
  })
  it('stops with conflict at a client somebody else changed meanwhile', async () => {
    await captured()
    change('      - http://localhost:8402/callback\n', '')
    const meddle = scriptedAsk(['--yes', true])
    const ask = {
      ...meddle,
      confirm: async (question: Parameters<typeof meddle.confirm>[0]) => {
        const {UserPoolClient} = await stack.cognito.send(
          new DescribeUserPoolClientCommand({UserPoolId: poolId, ClientId: clientId}),
        )
        const {ClientSecret: _, CreationDate: __, LastModifiedDate: ___, ...settings} = UserPoolClient ?? {}
        const CallbackURLs = ['http://localhost:9999/callback']
        await stack.cognito.send(
          new UpdateUserPoolClientCommand({...settings, CallbackURLs, UserPoolId: poolId, ClientId: clientId}),
        )
        return meddle.confirm(question)
      },
    }
    const {status, stderr} = await authctl(with_({ask}), 'apply', 'pool.yaml')
    assert.match(stderr, /Client localcli was changed meanwhile/)
    assert.equal(status, 10)
    assert.deepEqual(between.writes(), [])
  })

  it('deletes only when asked, and confirmed by the pool’s name', async () => {
    await captured()
    change(/\n {2}linus:[\s\S]*$/.exec(text())?.[0] ?? '', '\n')
    assert.deepEqual((await run('apply', 'pool.yaml', '--yes', '--json')).json().steps, [])
    assert.equal((await run('apply', 'pool.yaml', '--prune')).status, 2)
    const no = await authctl(with_({ask: scriptedAsk(['--yes', 'yes'])}), 'apply', 'pool.yaml', '--prune')
    assert.equal(no.status, 130)
    assert.deepEqual(between.writes(), [])
    const ask = scriptedAsk(['--yes', poolId])
    const {status, stdout} = await authctl(with_({ask}), 'apply', 'pool.yaml', '--prune')
    assert.match(stdout, /delete user linus/)
    assert.equal(status, 0)
    const {Users = []} = await stack.cognito.send(new ListUsersCommand({UserPoolId: poolId}))
    assert.deepEqual(Users.map(({Username}) => Username).sort(), ['ada', 'grace'])
  })

  it('shows in a dry run each request, and sends none', async () => {
    write(
      'version: 1\ngroups:\n  guests: {precedence: 50}\nusers:\n  eve:\n    passwordFrom: {env: EVE}\n    enabled: false\n    groups: [guests]\n',
    )
    const {status, json} = await run('apply', 'pool.yaml', '--dry-run', '--json')
    assert.equal(status, 0)
    assert.deepEqual(
      json().calls.map((call: {operation: string}) => call.operation),
      ['CreateGroup', 'AdminCreateUser', 'AdminDisableUser', 'AdminAddUserToGroup'],
    )
    assert.deepEqual(between.writes(), [])
    assert.equal(existsSync(join(world.folders.data, 'apply')), false)
  })

  it('says how far it came when it cannot go on', async () => {
    write('version: 1\ngroups:\n  one:\n  two:\n')
    let made = 0
    between.incoming.set('CreateGroup', input => (made++ === 0 ? input : {...input, RoleArn: 'no arn'}))
    const {status, stderr} = await run('apply', 'pool.yaml', '--yes')
    assert.match(stderr, /Step 2 of 2, create group two: .*The step before it is done\./)
    assert.equal(status, 8)
    between.incoming.clear()
    const {json} = await run('apply', 'pool.yaml', '--yes', '--json')
    assert.deepEqual(words(json()), ['create group two'])
  })

  it('calls people by what they sign in with where the pool makes up usernames, and minds no case where it does not', async () => {
    const {UserPool} = await stack.cognito.send(
      new CreateUserPoolCommand({
        PoolName: 'by email',
        UsernameAttributes: ['email'],
        UsernameConfiguration: {CaseSensitive: false},
      }),
    )
    const there = with_({env: {...world.env, AUTHCTL_USER_POOL_ID: UserPool?.Id}})
    write(
      'version: 1\ngroups: {staff: }\nusers:\n  Ada@example.com: {attributes: {phone_number: +491234567}, groups: [staff]}\n',
    )
    const applied = await authctl(there, 'apply', 'pool.yaml', '--yes')
    assert.equal(applied.status, 0, applied.stderr)
    assert.equal((await authctl(there, 'plan', 'pool.yaml', '--prune')).status, 0)
    const {users} = (await authctl(there, 'capture', '-', '--json')).json()
    const [[name, ada]] = Object.entries<any>(users) as [[string, any]]
    assert.deepEqual(
      [name.toLowerCase(), ada.attributes.phone_number, ada.groups],
      ['ada@example.com', '+491234567', ['staff']],
    )
    write('version: 1\nusers:\n  ada@example.com:\n  ADA@example.com:\n')
    const twins = await authctl(there, 'plan', 'pool.yaml')
    assert.match(twins.stderr, /users\.ada@example\.com and users\.ADA@example\.com are one user/)
    assert.equal(twins.status, 2)
  })
  it('looks for a few people one by one in a large pool, and makes nobody an active user by looking', async () => {
    between.outgoing.set('DescribeUserPool', ({UserPool}) => ({UserPool: {...UserPool, EstimatedNumberOfUsers: 9000}}))
    write('version: 1\nusers:\n  ada: {groups: [admins, editors]}\n  nobody: {}\n')
    assert.deepEqual(words(await plan()), ['create user nobody'])
    const asked = between.requests.filter(({operation}) => operation === 'ListUsers')
    assert.deepEqual(
      asked.map(({input}) => input.Filter),
      ['username = "ada"', 'username = "nobody"'],
    )
    assert.equal(
      between.requests.some(({operation}) => operation === 'AdminGetUser'),
      false,
    )
  })
  it('refuses what cannot be changed, before the first write', async () => {
    await captured()
    change('  machine:\n    confidential: true', '  machine:\n    confidential: false')
    const client = await run('apply', 'pool.yaml', '--yes')
    assert.match(client.stderr, /Client machine is confidential, which cannot be changed/)
    change('confidential: false', 'confidential: true')
    change('    type: OIDC', '    type: Google')
    assert.match((await run('apply', 'pool.yaml', '--yes')).stderr, /AcmeOIDC is OIDC: its type cannot be changed/)
    change('    type: Google', '    type: OIDC')
    change('name: Grace Hopper', 'custom:rank: Commodore')
    const user = await run('apply', 'pool.yaml', '--yes')
    assert.match(user.stderr, /users\.grace\.attributes\.custom:rank is no attribute of this pool/)
    assert.deepEqual([client.status, user.status], [2, 2])
    assert.deepEqual(between.writes(), [])
  })
  it('takes everything away in an order that leaves no reference behind', async () => {
    write('version: 1\nresourceServers: {}\nproviders: {}\nclients: {}\ngroups: {}\nusers: {}\n')
    const {json, status} = await run('apply', 'pool.yaml', '--prune', '--yes', '--json')
    assert.equal(status, 0)
    const kinds: string[] = json().steps.map(({kind}: {kind: string}) => kind)
    assert.deepEqual([...new Set(kinds)], ['user', 'group', 'client', 'identity provider', 'resource server'])
    assert.equal(kinds.length, 11)
    assert.equal((await run('plan', 'pool.yaml', '--prune')).status, 0)
  })
  it('keeps two of itself apart', async () => {
    write('version: 1\ngroups: {one: }\n')
    stack.faults.next('CreateGroup', {kind: 'slow', ms: 4000})
    const first = run('apply', 'pool.yaml', '--yes')
    await new Promise(resolve => setTimeout(resolve, 500))
    write('version: 1\ngroups: {two: }\n', 'other.yaml')
    const second = await run('apply', 'other.yaml', '--yes')
    assert.match(second.stderr, /is still applying to this pool/)
    assert.equal(second.status, 7)
    assert.equal((await first).status, 0)
  })

  it('makes one client where the answer was lost, however often it is run', async () => {
    write('version: 1\nclients: {phone: {callbackUrls: [myapp://back]}}\n')
    stack.faults.next('CreateUserPoolClient', {kind: 'cut', when: 'after'})
    const first = await authctl(poolWorldAt(stack.url), 'apply', file(), '--yes')
    assert.match(first.stderr, /The answer was lost, and client phone may be there/)
    assert.equal(first.status, 7)
    assert.deepEqual((await run('apply', 'pool.yaml', '--yes', '--json')).json().steps, [])
    const {UserPoolClients = []} = await stack.cognito.send(new ListUserPoolClientsCommand({UserPoolId: poolId}))
    assert.equal(UserPoolClients.filter(({ClientName}) => ClientName === 'phone').length, 1)
  })
  it('keeps secrets out of traces and of what the service repeats', async () => {
    write('version: 1\nusers:\n  ines: {passwordFrom: {env: INES}, permanent: true}\n')
    const env = {...world.env, INES: 'canary'}
    const weak = await authctl(with_({env}), 'apply', 'pool.yaml', '--yes', '--trace', '--trace-file', 'trace.har')
    assert.equal(weak.status, 2)
    assert.doesNotMatch(weak.stdout + weak.stderr + text('trace.har'), /canary/)
    assert.match(weak.stderr, /AdminCreateUser/)
  })

  it('writes nothing to the pool that it cannot write down', async () => {
    write('version: 1\ngroups: {one: }\n')
    mkdirSync(world.folders.data, {recursive: true, mode: 0o700})
    writeFileSync(join(world.folders.data, 'apply'), 'in the way')
    const {status, json} = await run('apply', 'pool.yaml', '--yes', '--json')
    assert.deepEqual([status, json().error.code], [1, 'storage_failed'])
    assert.deepEqual(between.writes(), [])
  })
  it('asks for Apple’s key with every change of that provider, and for none without one', async () => {
    const apple = (key: string) =>
      [
        'version: 1',
        'providers:',
        '  SignInWithApple:',
        '    type: SignInWithApple',
        `    details: {client_id: com.example, team_id: TEAM, key_id: ${key}, authorize_scopes: email name}`,
        '    privateKeyFrom: {env: APPLE_KEY}',
      ].join('\n')
    const rich = with_({env: {...world.env, APPLE_KEY: 'canary-of-apple'}})
    // As AWS does, which never tells it.
    between.outgoing.set('DescribeIdentityProvider', ({IdentityProvider}) => {
      const {private_key: _, ...ProviderDetails} = IdentityProvider.ProviderDetails
      return {IdentityProvider: {...IdentityProvider, ProviderDetails}}
    })
    write(apple('ONE'))
    const made = await authctl(rich, 'apply', 'pool.yaml', '--yes')
    assert.equal(made.status, 0, made.stderr)
    assert.equal((await run('plan', 'pool.yaml')).status, 0)
    write(apple('TWO'))
    const poor = await run('apply', 'pool.yaml', '--yes')
    assert.match(poor.stderr, /providers\.SignInWithApple\.privateKeyFrom is needed/)
    assert.equal(poor.status, 2)
    const changed = await authctl(rich, 'apply', 'pool.yaml', '--yes')
    assert.equal(changed.status, 0, changed.stderr)
    assert.doesNotMatch(changed.stdout + changed.stderr, /canary/)
    const asked = new DescribeIdentityProviderCommand({UserPoolId: poolId, ProviderName: 'SignInWithApple'})
    const {ProviderDetails} = (await stack.cognito.send(asked)).IdentityProvider ?? {}
    assert.deepEqual([ProviderDetails?.key_id, ProviderDetails?.private_key], ['TWO', 'canary-of-apple'])
  })

  it('makes things of which the file says nothing but the name', async () => {
    write('version: 1\nresourceServers: {bare: }\nclients: {bare: }\ngroups: {bare: }\nusers: {bare: }\n')
    const {status, stderr} = await run('apply', 'pool.yaml', '--yes')
    assert.equal(status, 0, stderr)
    assert.equal((await run('plan', 'pool.yaml')).status, 0)
  })

  it('waits throttling out', async () => {
    write('version: 1\ngroups:\n  one:\n  two:\n')
    stack.faults.next('CreateGroup', {kind: 'throttle'}, 12)
    stack.faults.next('ListGroups', {kind: 'throttle'}, 12)
    const clock = toldClock()
    const {status, stderr} = await authctl(with_({clock}), 'apply', 'pool.yaml', '--yes')
    assert.equal(status, 0, stderr)
    assert.ok(clock.slept.length >= 24)
  })
})

describe('schema/pool.schema.json', () => {
  eachOnItsOwn()

  it('is what the sources say, and ships with the package', async () => {
    const {poolJsonSchema} = await import('../../src/lib/blueprint/json-schema.ts')
    const root = new URL('../../', import.meta.url)
    assert.deepEqual(JSON.parse(readFileSync(new URL('schema/pool.schema.json', root), 'utf8')), poolJsonSchema())
    assert.ok(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).files.includes('schema'))
  })
})
