import assert from 'node:assert/strict'
import {existsSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {
  DescribeUserPoolClientCommand,
  GetUserPoolMfaConfigCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {type CognitoLocal, startCognitoLocal} from '../../support/cognito-local.ts'
import {authctl, type Ran, type TestWorld, testWorld} from '../../support/world.ts'

/** A server that others wrote: what it has of the API, our client has to get along with. */
describe('administration at cognito-local', () => {
  let server: CognitoLocal
  let world: TestWorld
  let UserPoolId = ''
  before(async function () {
    this.timeout(60_000)
    server = await startCognitoLocal()
    const bare = testWorld({env: {AUTHCTL_ENDPOINT: server.url}})
    const made = await authctl(bare, 'pool', 'create', 'witness', '--set', 'usernameAttributes=[]', '--json')
    bare.dispose()
    UserPoolId = made.json().id
    world = testWorld({env: {AUTHCTL_ENDPOINT: server.url, AUTHCTL_USER_POOL_ID: UserPoolId}})
  })
  after(async () => {
    world?.dispose()
    await server?.stop()
  })

  const run = (line: string): Promise<Ran> => authctl(world, ...line.split(' '), '--json')
  async function answer(line: string): Promise<any> {
    const ran = await run(line)
    assert.equal(ran.status, 0, `${line}: ${ran.stdout}`)
    return ran.json()
  }
  async function client(ClientId: string) {
    const asked = new DescribeUserPoolClientCommand({UserPoolId, ClientId})
    const {LastModifiedDate: _, ...settings} = (await server.cognito.send(asked)).UserPoolClient ?? {}
    return settings
  }

  it('changes a pool and its factors, each by its own request', async () => {
    assert.deepEqual(
      (await answer('pool list')).pools.map(({name}: any) => name),
      ['witness'],
    )
    const changed = await answer('pool set --set policies.passwordPolicy.minimumLength=12 --yes')
    assert.equal(changed.policies.passwordPolicy.minimumLength, 12)
    assert.equal((await answer('pool set --mfa optional --totp --yes')).mfaConfiguration, 'OPTIONAL')
    const {MfaConfiguration, SoftwareTokenMfaConfiguration} = await server.cognito.send(
      new GetUserPoolMfaConfigCommand({UserPoolId}),
    )
    assert.deepEqual([MfaConfiguration, SoftwareTokenMfaConfiguration], ['OPTIONAL', {Enabled: true}])
    assert.equal((await answer('pool show')).policies.passwordPolicy.minimumLength, 12)
  })
  it('changes a client and resets nothing', async () => {
    const made = await answer(
      'client create web --add-callback https://a.example/cb --add-flow code --add-scope openid',
    )
    const before = await client(made.id)
    await answer('client set web --add-callback https://b.example/cb --yes')
    assert.deepEqual(await client(made.id), {...before, CallbackURLs: ['https://a.example/cb', 'https://b.example/cb']})
    assert.deepEqual((await answer('client list')).clients, [{id: made.id, name: 'web'}])
    assert.deepEqual(await answer('client delete web --yes'), {id: made.id, deleted: true})
  })
  it('administers users and groups', async () => {
    await answer('group create admins --precedence 1')
    await answer('user create ada --email ada@example.com --suppress --group admins')
    assert.equal((await answer('user set ada --attribute name=Ada')).attributes.name, 'Ada')
    assert.deepEqual(
      (await answer('user list --group admins')).users.map(({username}: any) => username),
      ['ada'],
    )
    assert.equal((await answer('user disable ada')).enabled, false)
    assert.equal((await run('user confirm ada')).status, 4)
    assert.deepEqual(await answer('user mfa ada'), {username: 'ada', methods: []})
    await answer('group remove admins ada')
    await answer('user delete ada --yes')
    await answer('group delete admins --yes')
  })
  it('judges the posture of a pool', async () => {
    assert.ok((await answer('pool check')).findings.some(({rule}: any) => rule === 'deletion-unprotected'))
  })
  it('tells that a setting was not kept, where this server does not keep it: the name of a pool', async () => {
    const {status, json} = await run('pool set --name renamed --yes')
    assert.equal(status, 10)
    assert.match(json().error.message, /name was "renamed" and is "witness"/)
  })

  // It has none of these, so that it can be no witness for them.
  for (const line of [
    'client secret list web',
    'domain create acme',
    'idp list',
    'resource-server list',
    'user devices ada',
    'user events ada',
    'user link ada --provider Acme --subject x',
    'user sessions ada',
    'user sign-out ada',
  ])
    it(`stops with a sentence at what this server lacks: ${line}`, async () => {
      const {status, json} = await run(line)
      assert.deepEqual([status, json().error.code], [7, 'unreachable'])
    })
  it('is captured and brought about, but for resource servers and providers, which it has not', async () => {
    const written = (text: string) => writeFileSync(join(world.cwd, 'pool.yaml'), text)
    written(
      [
        'version: 1',
        'clients:',
        '  captured: {confidential: true, callbackUrls: [https://a.example/cb], explicitAuthFlows: [ALLOW_REFRESH_TOKEN_AUTH]}',
        'groups:',
        '  keepers: {description: Keep, precedence: 3}',
        'users:',
        '  bea: {attributes: {email: bea@example.com, email_verified: true}, groups: [keepers], enabled: false}',
      ].join('\n'),
    )
    assert.equal((await run('plan pool.yaml')).status, 9)
    const {steps} = await answer('apply pool.yaml --yes')
    assert.equal(steps.length, 4)
    assert.deepEqual((await answer('plan pool.yaml')).steps, [])
    const {users, groups} = await answer('capture - --only users --only groups')
    assert.deepEqual(groups.keepers, {description: 'Keep', precedence: 3})
    const attributes = {email: 'bea@example.com', email_verified: 'true'}
    assert.deepEqual(users.bea, {attributes, enabled: false, groups: ['keepers']})
    const {Users = []} = await server.cognito.send(new ListUsersInGroupCommand({UserPoolId, GroupName: 'keepers'}))
    assert.deepEqual(
      Users.map(({Username, Enabled}) => [Username, Enabled]),
      [['bea', false]],
    )
    assert.equal((await run('capture all.yaml')).json().error.code, 'unreachable')
    assert.equal(existsSync(join(world.cwd, 'all.yaml')), false)
  })
})
