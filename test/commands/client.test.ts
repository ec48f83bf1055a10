import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'
import {poolWorld, type RecordedPool, recordedPool} from '../support/directory.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {poolId} from '../support/stack.ts'
import {authctl} from '../support/world.ts'

let here: RecordedPool
let stack: RecordedPool['stack']
let between: RecordedPool['between']
let world: RecordedPool['world']

function eachOnItsOwn(): void {
  beforeEach(async () => {
    here = await recordedPool()
    ;({stack, between, world} = here)
  })
  afterEach(() => here.end())
}

/** The client as the AWS SDK sees it, without the date that every change moves. */
async function described(ClientId: string): Promise<UserPoolClientType> {
  const {UserPoolClient} = await stack.cognito.send(new DescribeUserPoolClientCommand({UserPoolId: poolId, ClientId}))
  const {LastModifiedDate: _, ...client} = UserPoolClient ?? {}
  return client
}

const callbacks = [8400, 8401, 8402].map(port => `http://localhost:${port}/callback`)

describe('authctl client list, show', () => {
  eachOnItsOwn()

  it('lists the clients', async () => {
    assert.deepEqual((await authctl(world, 'client', 'list', '--json')).json(), {
      clients: [
        {id: 'localcli', name: 'cli'},
        {id: 'localmachine', name: 'machine'},
        {id: 'localweb', name: 'web'},
      ],
    })
  })
  it('shows one by name, in camel case, without its secret', async () => {
    const {json} = await authctl(world, 'client', 'show', 'machine', '--json')
    const {createdAt, updatedAt, ...client} = json()
    for (const date of [createdAt, updatedAt]) assert.match(date, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.deepEqual(client, {
      id: 'localmachine',
      name: 'machine',
      confidential: true,
      refreshTokenValidity: 30,
      tokenValidityUnits: {},
      allowedOAuthFlows: ['client_credentials'],
      allowedOAuthScopes: ['notes/read', 'notes/write'],
      allowedOAuthFlowsUserPoolClient: true,
      supportedIdentityProviders: ['COGNITO'],
      preventUserExistenceErrors: 'ENABLED',
      enableTokenRevocation: true,
      enablePropagateAdditionalUserContextData: false,
      authSessionValidity: 3,
    })
  })
  it('shows the secret when asked to reveal it, and only then', async () => {
    const secret = 'localmachine_secret_for_this_machine_only'
    assert.ok(!(await authctl(world, 'client', 'show', 'localmachine')).stdout.includes(secret))
    const {json} = await authctl(world, 'client', 'show', 'localmachine', '--reveal-secrets', '--json')
    assert.equal(json().clientSecret, secret)
  })
  it('shows the profile’s own when none is named, and lets a person choose where there is none', async () => {
    const {json} = await authctl(world, 'client', 'show', '--client-id', 'localweb', '--json')
    assert.equal(json().name, 'web')
    const ask = scriptedAsk(['CLIENT', 'web  localweb'])
    assert.match((await authctl(poolWorld(between, {ask}), 'client', 'show')).stdout, /^web\nid +localweb\n/)
    assert.equal((await authctl(world, 'client', 'show')).status, 2)
  })
  it('stops with not_found for an unknown one', async () => {
    const {status, json} = await authctl(world, 'client', 'show', 'typo', '--json')
    assert.deepEqual([status, json().error.code], [5, 'not_found'])
  })
  it('explains which flows can work', async () => {
    const {json} = await authctl(world, 'client', 'show', 'localcli', '--explain', '--json')
    const flows = Object.fromEntries(json().flows.map(({flow, works}: any) => [flow, works]))
    assert.deepEqual(flows, {
      pkce: true,
      paste: true,
      'client-credentials': false,
      device: false,
      srp: true,
      password: true,
      'user-auth': false,
      custom: false,
      'admin password': true,
      refresh: true,
    })
    const userAuth = json().flows.find(({flow}: any) => flow === 'user-auth')
    assert.deepEqual(userAuth.mend, ['authctl client set localcli --add-auth-flow ALLOW_USER_AUTH'])
  })
  it('explains truly: what mends a flow makes it work', async () => {
    assert.equal(
      (await authctl(world, 'client', 'set', 'localcli', '--add-auth-flow', 'ALLOW_USER_AUTH', '-y')).status,
      0,
    )
    const {json} = await authctl(world, 'client', 'show', 'localcli', '--explain', '--json')
    assert.equal(json().flows.find(({flow}: any) => flow === 'user-auth').works, true)
  })
})

describe('authctl client create', () => {
  eachOnItsOwn()

  it('creates a public client with what flags say', async () => {
    const url = 'http://localhost:8400/callback'
    const words = [
      'spa',
      '--add-flow',
      'code',
      '--add-scope',
      'openid',
      '--add-callback',
      url,
      '--set',
      'authSessionValidity=5',
    ]
    const {json} = await authctl(world, 'client', 'create', ...words, '--json')
    const made = await described(json().id)
    assert.deepEqual(
      [
        made.ClientName,
        made.CallbackURLs,
        made.AllowedOAuthFlowsUserPoolClient,
        made.AuthSessionValidity,
        made.ClientSecret,
      ],
      ['spa', [url], true, 5, undefined],
    )
    assert.equal(json().confidential, false)
  })
  it('creates a confidential one, and shows its secret only when asked to', async () => {
    const quiet = await authctl(world, 'client', 'create', 'worker', '--secret', '--json')
    assert.deepEqual([quiet.json().confidential, quiet.json().clientSecret], [true, undefined])
    const telling = await authctl(world, 'client', 'create', 'worker', '--secret', '--reveal-secrets', '--json')
    assert.equal(telling.json().clientSecret, (await described(telling.json().id)).ClientSecret)
  })
  it('rehearses', async () => {
    const {json} = await authctl(world, 'client', 'create', 'spa', '--add-scope', 'openid', '--dry-run', '--json')
    assert.deepEqual(json().calls, [
      {
        operation: 'CreateUserPoolClient',
        input: {
          UserPoolId: poolId,
          ClientName: 'spa',
          AllowedOAuthScopes: ['openid'],
          AllowedOAuthFlowsUserPoolClient: true,
        },
      },
    ])
    assert.deepEqual(between.writes(), [])
  })
  for (const fault of [{kind: 'cut', when: 'after'}, {kind: 'error'}] as const)
    it(`makes one client, not two, when the answer is lost: ${JSON.stringify(fault)}`, async () => {
      stack.faults.next('CreateUserPoolClient', fault)
      const {status, json} = await authctl(poolWorld(stack), 'client', 'create', 'spa', '--json')
      assert.deepEqual([status, json().error.code, json().error.hints], [7, 'unreachable', ['authctl client list']])
      const {clients} = (await authctl(world, 'client', 'list', '--json')).json()
      assert.ok(clients.filter(({name}: any) => name === 'spa').length <= 1)
    })
  it('is asked again where it was told to slow down', async () => {
    stack.faults.next('CreateUserPoolClient', {kind: 'throttle'})
    assert.equal((await authctl(poolWorld(stack), 'client', 'create', 'spa')).status, 0)
  })
  it('says in the pool’s words why not', async () => {
    const {status, stderr} = await authctl(world, 'client', 'create', 'spa', '--add-scope', 'notes/typo')
    assert.equal(status, 2)
    assert.match(stderr, /notes\/typo/)
  })
})

describe('authctl client set', () => {
  eachOnItsOwn()

  const set = (...words: string[]) => authctl(world, 'client', 'set', 'localcli', ...words)
  const added = 'http://localhost:9000/callback'

  it('changes what is named and keeps everything else', async () => {
    const before = await described('localcli')
    const {status, json} = await set('--add-callback', added, '--remove-callback', callbacks[2]!, '--yes', '--json')
    assert.equal(status, 0)
    const wanted = [callbacks[0], callbacks[1], added]
    assert.deepEqual(json().callbackUrls, wanted)
    assert.deepEqual(await described('localcli'), {...before, CallbackURLs: wanted})
  })
  it('takes paths in the answer’s spelling and in the API’s', async () => {
    const before = await described('localcli')
    await set('--set', 'accessTokenValidity=30', '--set', 'TokenValidityUnits.AccessToken=minutes', '-y')
    assert.deepEqual(await described('localcli'), {
      ...before,
      AccessTokenValidity: 30,
      TokenValidityUnits: {AccessToken: 'minutes'},
    })
    await set('--unset', 'accessTokenValidity', '--unset', 'tokenValidityUnits', '-y')
    assert.deepEqual(await described('localcli'), before)
  })
  it('keeps secret and dates out of what it writes', async () => {
    await authctl(world, 'client', 'set', 'localweb', '--name', 'shop', '--yes')
    const {input} = between.writes()[0]!
    for (const name of ['ClientSecret', 'CreationDate', 'LastModifiedDate', 'ClientType'])
      assert.ok(!(name in input), `${name} was sent`)
    assert.equal((await described('localweb')).ClientSecret, 'localweb_secret_for_this_machine_only')
  })
  it('carries along a setting that this version has never heard of', async () => {
    let kept: unknown = {Mode: 'STRICT', Windows: [1, 2.5, {Deep: null}]}
    between.outgoing.set('DescribeUserPoolClient', output => {
      output.UserPoolClient.TokenBindingConfiguration = kept
      return output
    })
    between.incoming.set('UpdateUserPoolClient', ({TokenBindingConfiguration, ...input}) => {
      kept = TokenBindingConfiguration
      return input
    })
    const {status, json} = await set('--name', 'shell', '--yes', '--json')
    assert.deepEqual(between.writes()[0]?.input.TokenBindingConfiguration, {
      Mode: 'STRICT',
      Windows: [1, 2.5, {Deep: null}],
    })
    assert.deepEqual([status, json().tokenBindingConfiguration.mode], [0, 'STRICT'])
    const changed = await set('--set', 'tokenBindingConfiguration.mode=LAX', '--yes', '--json')
    assert.deepEqual([changed.status, changed.json().tokenBindingConfiguration.mode], [0, 'LAX'])
  })
  it('stops with conflict, naming each setting, when the service did not keep what was written', async () => {
    between.incoming.set('UpdateUserPoolClient', ({CallbackURLs: _, ...input}) => input)
    const {status, json} = await set('--name', 'shell', '--yes', '--json')
    assert.deepEqual([status, json().error.code], [10, 'conflict'])
    assert.match(json().error.message, /callbackUrls was \["http:\/\/localhost:8400.*\] and is not set/)
  })
  it('looks twice, since the first answer may lag behind', async () => {
    const before = await described('localcli')
    let reads = 0
    between.outgoing.set('DescribeUserPoolClient', output => {
      reads += 1
      return reads === 3 ? {UserPoolClient: {...output.UserPoolClient, ClientName: before.ClientName}} : output
    })
    const {status, json} = await set('--name', 'shell', '--yes', '--json')
    assert.deepEqual([status, json().name, reads], [0, 'shell', 4])
  })
  it('writes nothing when somebody else changes it while a person thinks', async () => {
    const whole = (await described('localcli')) as any
    const ask = {
      ...scriptedAsk(),
      confirm: async () => {
        const {CreationDate: _, ...settings} = whole
        await stack.cognito.send(new UpdateUserPoolClientCommand({...settings, AuthSessionValidity: 9}))
        return true
      },
    }
    const {status, stderr} = await authctl(poolWorld(between, {ask}), 'client', 'set', 'localcli', '--name', 'shell')
    assert.equal(status, 10)
    assert.match(
      stderr,
      /changed meanwhile by somebody else, and nothing was written: authSessionValidity was 3 and is 9/,
    )
    assert.deepEqual(between.writes(), [])
  })
  it('shows the difference and asks; a person may decline', async () => {
    const ask = scriptedAsk(['--yes', false])
    const {status, stderr} = await authctl(
      poolWorld(between, {ask}),
      'client',
      'set',
      'localcli',
      '--add-callback',
      added,
    )
    assert.equal(status, 130)
    assert.match(stderr, /^ {2}\+ callbackUrls: http:\/\/localhost:9000\/callback\n/)
    assert.deepEqual(between.writes(), [])
  })
  it('names --yes where nobody can be asked', async () => {
    const {status, json} = await set('--name', 'shell', '--json')
    assert.deepEqual([status, json().error.code, json().error.hints], [2, 'input_required', ['pass --yes']])
  })
  it('rehearses: the exact request, the difference, and no write', async () => {
    const {json} = await set('--name', 'shell', '--dry-run', '--json')
    assert.deepEqual(json().changes, [{path: 'name', before: 'cli', after: 'shell'}])
    const [{operation, input}] = json().calls
    assert.deepEqual(between.writes(), [])
    await set('--name', 'shell', '--yes')
    assert.deepEqual(between.writes(), [{operation, input}])
  })
  it('writes nothing when it is so already', async () => {
    const {status, stderr} = await set('--name', 'cli', '--add-callback', callbacks[0]!)
    assert.deepEqual([status, stderr], [0, 'Nothing would be different, and nothing is written.\n'])
    assert.deepEqual(between.writes(), [])
  })
  it('takes a file that show printed: what it leaves out stays, null unsets, what cannot change may stand in it', async () => {
    const before = await described('localcli')
    const shown = (await authctl(world, 'client', 'show', 'localcli', '--json')).json()
    const file = {...shown, name: 'shell', logoutUrls: null, tokenValidityUnits: {idToken: 'hours'}}
    delete file.allowedOAuthScopes
    writeFileSync(join(world.cwd, 'client.json'), JSON.stringify(file))
    assert.equal((await set('--from-file', 'client.json', '--yes')).status, 0)
    const {LogoutURLs: _, ...rest} = before
    assert.deepEqual(await described('localcli'), {
      ...rest,
      ClientName: 'shell',
      TokenValidityUnits: {IdToken: 'hours'},
    })
  })
  const refusals: [words: string[], message: RegExp][] = [
    [[], /Nothing to change about Client localcli/],
    [['--set', 'callbackUrl=x'], /has no setting “callbackUrl”/],
    [['--set', 'createdAt=2020-01-01'], /createdAt cannot be changed/],
    [['--set', 'clientSecret=short'], /clientSecret cannot be changed/],
    [['--set', 'authSessionValidity=soon'], /authSessionValidity must be a whole number, not “soon”/],
    [['--set', 'enableTokenRevocation=perhaps'], /must be true or false/],
    [['--set', 'tokenValidityUnits=hours'], /must be a JSON object/],
    [['--set', 'name'], /not a setting as path=value/],
    [['--set', 'name=a', '--unset', 'name'], /given twice/],
    [['--from-file', 'missing.json'], /could not be read: it does not exist/],
    [['--set', 'authSessionValidity=99'], /authSessionValidity/],
  ]
  for (const [words, message] of refusals)
    it(`refuses ${words.join(' ') || 'nothing to do'}`, async () => {
      const before = await described('localcli')
      const {status, stderr} = await set(...words, '--yes')
      assert.ok(status === 2 || status === 1, `status ${status}`)
      assert.match(stderr, message)
      assert.deepEqual(await described('localcli'), before)
    })
})

describe('authctl client delete', () => {
  eachOnItsOwn()

  it('deletes with --yes, rehearses, and asks otherwise', async () => {
    const {json} = await authctl(world, 'client', 'delete', 'web', '--dry-run', '--json')
    assert.deepEqual(json().calls[0].operation, 'DeleteUserPoolClient')
    assert.deepEqual(between.writes(), [])
    assert.equal((await authctl(world, 'client', 'delete', 'web')).status, 2)
    const done = await authctl(world, 'client', 'delete', 'web', '--yes', '--json')
    assert.deepEqual(done.json(), {id: 'localweb', deleted: true})
    assert.equal((await authctl(world, 'client', 'show', 'localweb')).status, 5)
  })
  it('does not take the profile’s own for the one that is meant', async () => {
    assert.equal((await authctl(world, 'client', 'delete', '--client-id', 'localweb', '--yes')).status, 2)
  })
})
