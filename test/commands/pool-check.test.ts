import assert from 'node:assert/strict'
import {DescribeUserPoolClientCommand, ListUserPoolClientsCommand} from '@aws-sdk/client-cognito-identity-provider'
import {poolWorld} from '../support/directory.ts'
import {type Recorder, recorder} from '../support/recorder.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, type TestWorld} from '../support/world.ts'

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

const pool = (...words: string[]) => authctl(world, 'pool', ...words)

describe('authctl pool check', () => {
  eachOnItsOwn()

  it('answers its findings and passes where none is bad enough', async () => {
    const {status, json} = await pool('check', '--json')
    const {pool: id, name, clients, findings} = json()
    assert.deepEqual([status, id, name, clients], [0, poolId, 'local', 3])
    assert.ok(findings.some(({rule, level}: any) => rule === 'mfa-off' && level === 'medium'))
    assert.deepEqual(between.writes(), [])
  })
  it('fails with 9 at and above a level, with the whole answer', async () => {
    const {status, json} = await pool('check', '--fail-on', 'medium', '--json')
    assert.equal(status, 9)
    assert.ok(json().findings.length > 0)
    await authctl(world, 'client', 'set', 'web', '--add-flow', 'implicit', '--yes')
    assert.equal((await pool('check')).status, 9)
    assert.equal((await pool('check', '--ignore', 'implicit-flow')).status, 0)
    assert.equal((await pool('check', '--fail-on', 'never')).status, 0)
  })
  it('proposes what does mend it', async () => {
    const mfa = async () => (await pool('check', '--json')).json().findings.find(({rule}: any) => rule === 'mfa-off')
    const {remedy} = await mfa()
    assert.equal((await authctl(world, ...remedy.split(' ').slice(1), '--yes')).status, 0)
    assert.equal(await mfa(), undefined)
  })
  it('answers in SARIF', async () => {
    const {stdout} = await pool('check', '--sarif')
    const {version, runs} = JSON.parse(stdout)
    assert.equal(version, '2.1.0')
    const [{tool, results}] = runs
    for (const {ruleId, ruleIndex, level, message, locations} of results) {
      assert.equal(tool.driver.rules[ruleIndex].id, ruleId)
      assert.ok(['error', 'warning', 'note'].includes(level))
      assert.ok(message.text.length > 0 && locations[0].logicalLocations[0].fullyQualifiedName.startsWith(poolId))
    }
    assert.ok(results.length > 0)
  })
  it('stops with not_found for an unknown pool', async () => {
    assert.equal((await pool('check', 'us-east-1_Nothing00')).status, 5)
  })
})

describe('authctl pool copy', () => {
  eachOnItsOwn()

  it('makes a pool like another, with clients of their own', async () => {
    await pool('set', '--mfa', 'optional', '--totp', '--set', 'policies.passwordPolicy.minimumLength=20', '--yes')
    const {status, json} = await pool('copy', 'local', 'twin', '--json')
    assert.equal(status, 0)
    const {pool: made, groups, resourceServers, identityProviders, clients, notCopied} = json()
    assert.deepEqual([made.name, made.mfaConfiguration], ['twin', 'OPTIONAL'])
    assert.equal(made.policies.passwordPolicy.minimumLength, 20)
    assert.deepEqual(groups.sort(), ['admins', 'editors'])
    assert.deepEqual([resourceServers, identityProviders.sort()], [['notes'], ['AcmeOIDC', 'AcmeSAML']])
    assert.match(notCopied[0], /^users/)
    const ids = await stack.cognito.send(new ListUserPoolClientsCommand({UserPoolId: made.id, MaxResults: 60}))
    assert.deepEqual(ids.UserPoolClients?.map(({ClientId}) => ClientId).sort(), clients.map(({to}: any) => to).sort())
    for (const {from, to} of clients) {
      const settings = async (UserPoolId: string, ClientId: string) => {
        const asked = new DescribeUserPoolClientCommand({UserPoolId, ClientId})
        const {
          ClientSecret,
          CreationDate: _,
          LastModifiedDate: __,
          ...client
        } = (await stack.cognito.send(asked)).UserPoolClient ?? {}
        return {...client, UserPoolId: '', ClientId: '', confidential: ClientSecret !== undefined}
      }
      assert.deepEqual(await settings(made.id, to), await settings(poolId, from))
    }
  })
  it('rehearses every request', async () => {
    const {json} = await pool('copy', 'local', 'twin', '--dry-run', '--json')
    const operations = json().calls.map(({operation}: any) => operation)
    assert.deepEqual(
      [...new Set(operations)],
      ['CreateUserPool', 'CreateGroup', 'CreateResourceServer', 'CreateIdentityProvider', 'CreateUserPoolClient'],
    )
    assert.deepEqual(between.writes(), [])
    assert.ok(!JSON.stringify(json()).includes('userpool_secret'))
  })
  it('says what is there when it stops on the way', async () => {
    stack.faults.next('CreateIdentityProvider', {kind: 'throttle'}, 20)
    const {status, json} = await pool('copy', 'local', 'twin', '--json')
    assert.deepEqual([status, json().error.code], [8, 'partly_done'])
    assert.match(json().error.message, /^Pool us-east-1_\w+ was created with groups, resource servers\. Then: /)
  })
})
