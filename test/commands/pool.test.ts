import assert from 'node:assert/strict'
import {
  AddCustomAttributesCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'
import {poolWorld, type RecordedPool, recordedPool} from '../support/directory.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {poolId} from '../support/stack.ts'
import {authctl, testWorld} from '../support/world.ts'

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

async function described(UserPoolId = poolId): Promise<UserPoolType> {
  const {UserPool} = await stack.cognito.send(new DescribeUserPoolCommand({UserPoolId}))
  const {LastModifiedDate: _, ...pool} = UserPool ?? {}
  return pool
}

async function factors(UserPoolId = poolId): Promise<object> {
  const {$metadata: _, ...factors} = await stack.cognito.send(new GetUserPoolMfaConfigCommand({UserPoolId}))
  return factors
}

const set = (...words: string[]) => authctl(world, 'pool', 'set', ...words)

describe('authctl pool list, show', () => {
  eachOnItsOwn()

  it('lists the pools of the account, with no pool in the profile', async () => {
    const bare = testWorld({env: {AUTHCTL_ENDPOINT: stack.url}})
    const [pool] = (await authctl(bare, 'pool', 'list', '--json')).json().pools
    bare.dispose()
    assert.deepEqual([pool.id, pool.name, pool.region], [poolId, 'local', 'us-east-1'])
  })
  it('shows the profile’s pool with its factors, and another by id or name', async () => {
    const {json} = await authctl(world, 'pool', 'show', '--json')
    const {id, name, region, arn, mfaConfiguration, policies} = json()
    assert.deepEqual([id, name, region, mfaConfiguration], [poolId, 'local', 'us-east-1', 'OFF'])
    assert.match(arn, /^arn:aws:cognito-idp:us-east-1:/)
    assert.equal(policies.passwordPolicy.minimumLength, 8)
    assert.equal((await authctl(world, 'pool', 'show', 'local', '--json')).json().id, poolId)
    assert.equal((await authctl(world, 'pool', 'show', 'us-east-1_Nothing00')).status, 5)
    assert.equal((await authctl(world, 'pool', 'show', 'nothing')).status, 5)
  })
  it('lets a person choose where no pool is known, for every command that needs one', async () => {
    const ask = scriptedAsk(['--user-pool-id ID', `local  ${poolId}`])
    const bare = testWorld({env: {AUTHCTL_ENDPOINT: stack.url}, ask})
    const {stdout} = await authctl(bare, 'group', 'list')
    bare.dispose()
    ask.done()
    assert.match(stdout, /admins/)
  })
})

describe('authctl pool create', () => {
  eachOnItsOwn()

  it('creates a pool by flags and settings', async () => {
    const words = ['staging', '--deletion-protection', '--tag', 'team=identity', '--set', 'usernameAttributes=email']
    const {json} = await authctl(world, 'pool', 'create', ...words, '--json')
    const made = await described(json().id)
    assert.deepEqual(
      [made.Name, made.DeletionProtection, made.UserPoolTags, made.UsernameAttributes],
      ['staging', 'ACTIVE', {team: 'identity'}, ['email']],
    )
  })
  it('makes another like one that was shown', async () => {
    await set('--set', 'policies.passwordPolicy.minimumLength=20', '--mfa', 'optional', '--totp', '--yes')
    const CustomAttributes = [{Name: 'team', AttributeDataType: 'String' as const, Mutable: true}]
    await stack.cognito.send(new AddCustomAttributesCommand({UserPoolId: poolId, CustomAttributes}))
    const {stdout} = await authctl(world, 'pool', 'show', '--json')
    const like = poolWorld(between, {terminal: {...world.terminal, readInput: async () => stdout}})
    const {status, json} = await authctl(like, 'pool', 'create', 'twin', '--from-file', '-', '--json')
    like.dispose()
    assert.equal(status, 0)
    assert.equal(json().policies.passwordPolicy.minimumLength, 20)
    assert.notEqual(json().id, poolId)
    assert.deepEqual(await factors(json().id), await factors())
    assert.deepEqual((await described(json().id)).SchemaAttributes, (await described()).SchemaAttributes)
  })
  it('rehearses', async () => {
    const {json} = await authctl(world, 'pool', 'create', 'staging', '--dry-run', '--json')
    assert.deepEqual(json().calls, [{operation: 'CreateUserPool', input: {PoolName: 'staging'}}])
    assert.deepEqual(between.writes(), [])
  })
})

describe('authctl pool set', () => {
  eachOnItsOwn()

  it('changes what is named and keeps everything else', async () => {
    await set('--tag', 'team=identity', '--set', 'userPoolTags.cost.center=7', '--deletion-protection', '--yes')
    const before = await described()
    assert.deepEqual(before.UserPoolTags, {team: 'identity', 'cost.center': '7'})
    assert.equal((await set('--set', 'policies.passwordPolicy.minimumLength=14', '--yes')).status, 0)
    const {Policies, ...rest} = before
    assert.deepEqual(await described(), {
      ...rest,
      Policies: {...Policies, PasswordPolicy: {...Policies?.PasswordPolicy, MinimumLength: 14}},
    })
  })
  it('never switches MFA off by the way', async () => {
    assert.equal((await set('--mfa', 'on', '--totp', '--yes')).status, 0)
    const before = await factors()
    assert.deepEqual(before, {MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: {Enabled: true}})
    assert.equal((await set('--name', 'renamed', '--yes')).status, 0)
    assert.deepEqual(await factors(), before)
    assert.equal((await described()).MfaConfiguration, 'ON')
  })
  it('writes factors and settings by their own requests, only those that change, factors first', async () => {
    await set('--mfa', 'optional', '--totp', '--name', 'renamed', '--yes')
    assert.deepEqual(
      between.writes().map(({operation}) => operation),
      ['SetUserPoolMfaConfig', 'UpdateUserPool'],
    )
    assert.equal(between.writes()[1]?.input.MfaConfiguration, 'OPTIONAL')
    await set('--mfa', 'off', '--yes')
    assert.deepEqual(
      between
        .writes()
        .slice(2)
        .map(({operation}) => operation),
      ['SetUserPoolMfaConfig'],
    )
    assert.deepEqual(await factors(), {MfaConfiguration: 'OFF'})
  })
  it('keeps settings in step that say the same thing twice', async () => {
    const both = {
      emailVerificationMessage: 'Code {####}',
      verificationMessageTemplate: {emailMessage: 'Code {####}', defaultEmailOption: 'CONFIRM_WITH_CODE'},
    }
    const piped = poolWorld(between, {terminal: {...world.terminal, readInput: async () => JSON.stringify(both)}})
    await authctl(piped, 'pool', 'set', '--from-file', '-', '--yes')
    piped.dispose()
    await set('--set', 'emailVerificationMessage=Your code: {####}', '--yes')
    const {EmailVerificationMessage, VerificationMessageTemplate} = await described()
    assert.deepEqual(
      [EmailVerificationMessage, VerificationMessageTemplate?.EmailMessage],
      ['Your code: {####}', 'Your code: {####}'],
    )
  })
  it('carries along a setting that this version has never heard of', async () => {
    between.outgoing.set('DescribeUserPool', output => {
      output.UserPool.QuantumProtection = {Level: 3}
      return output
    })
    assert.equal((await set('--name', 'renamed', '--yes')).status, 0)
    assert.deepEqual(between.writes()[0]?.input.QuantumProtection, {Level: 3})
  })
  it('stops with conflict when a setting was not kept', async () => {
    between.incoming.set('UpdateUserPool', ({UserPoolTier: _, DeletionProtection: __, ...input}) => input)
    await set('--deletion-protection', '--yes')
    const {status, json} = await set('--deletion-protection', '--yes', '--json')
    assert.deepEqual([status, json().error.code], [10, 'conflict'])
    assert.match(json().error.message, /deletionProtection was "ACTIVE" and is "INACTIVE"/)
  })
  it('says what was done when the second request is refused', async () => {
    stack.faults.next('UpdateUserPool', {kind: 'throttle'}, 20)
    const {status, json} = await set('--mfa', 'optional', '--totp', '--name', 'renamed', '--yes', '--json')
    assert.deepEqual([status, json().error.code], [8, 'partly_done'])
    assert.match(json().error.message, /^The MFA settings of the pool were written\. Then: /)
  })
  it('says that a password policy cannot be so', async () => {
    const {status, stderr} = await set('--set', 'policies.passwordPolicy.minimumLength=5', '--yes')
    assert.equal(status, 2)
    assert.match(stderr, /minimumLength/)
  })
})

describe('authctl pool delete', () => {
  eachOnItsOwn()

  it('deletes the pool that is named, and never the profile’s by itself', async () => {
    assert.equal((await authctl(world, 'pool', 'delete', '--yes')).status, 2)
    assert.equal((await authctl(world, 'pool', 'delete', poolId)).status, 2)
    await authctl(world, 'pool', 'delete', poolId, '--dry-run')
    assert.deepEqual(between.writes(), [])
    assert.deepEqual((await authctl(world, 'pool', 'delete', poolId, '--yes', '--json')).json(), {
      id: poolId,
      deleted: true,
    })
    assert.equal((await authctl(world, 'pool', 'show')).status, 5)
  })
  it('says why a protected one stays', async () => {
    await set('--deletion-protection', '--yes')
    const {status, stderr} = await authctl(world, 'pool', 'delete', poolId, '--yes')
    assert.equal(status, 2)
    assert.match(stderr, /deletion protection/)
  })
})
