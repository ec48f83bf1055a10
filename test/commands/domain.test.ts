import assert from 'node:assert/strict'
import {DescribeUserPoolDomainCommand} from '@aws-sdk/client-cognito-identity-provider'
import {type RecordedPool, recordedPool} from '../support/directory.ts'
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

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/1234'
const domain = (...words: string[]) => authctl(world, 'domain', ...words)

describe('authctl domain', () => {
  eachOnItsOwn()

  it('gives the pool a domain of each kind, and lists, shows and deletes them', async () => {
    assert.equal((await domain('list')).stdout, 'No domain.\n')
    const made = (await domain('create', 'acme', '--managed-login-version', '2', '--json')).json()
    assert.deepEqual([made.domain, made.managedLoginVersion], ['acme', 2])
    await domain('create', 'login.example.com', '--certificate-arn', certificate)
    const {domains} = (await domain('list', '--json')).json()
    assert.deepEqual(
      domains.map(({domain, status}: any) => [domain, status]),
      [
        ['acme', 'ACTIVE'],
        ['login.example.com', 'ACTIVE'],
      ],
    )
    const shown = (await domain('show', 'login.example.com', '--json')).json()
    assert.equal(shown.customDomainConfig.certificateArn, certificate)
    assert.deepEqual((await domain('delete', 'acme', '--yes', '--json')).json(), {domain: 'acme', deleted: true})
    assert.equal((await domain('show', 'acme')).status, 5)
  })
  it('changes what is named and keeps everything else', async () => {
    await domain('create', 'login.example.com', '--certificate-arn', certificate, '--managed-login-version', '2')
    const other = `${certificate}5678`
    assert.equal((await domain('set', 'login.example.com', '--certificate-arn', other, '--yes')).status, 0)
    const {DomainDescription} = await stack.cognito.send(
      new DescribeUserPoolDomainCommand({Domain: 'login.example.com'}),
    )
    assert.deepEqual(
      [DomainDescription?.ManagedLoginVersion, DomainDescription?.CustomDomainConfig],
      [2, {CertificateArn: other}],
    )
  })
  it('stops where the pool has one already, or none, and where nobody can be asked', async () => {
    await domain('create', 'acme')
    assert.equal((await domain('create', 'other')).status, 2)
    assert.equal((await domain('set', 'typo', '--managed-login-version', '2', '--yes')).status, 5)
    assert.equal((await domain('delete', 'acme')).status, 2)
  })
  it('rehearses', async () => {
    const {json} = await domain('create', 'acme', '--managed-login-version', '2', '--dry-run', '--json')
    const input = {ManagedLoginVersion: 2, Domain: 'acme', UserPoolId: poolId}
    assert.deepEqual(json().calls, [{operation: 'CreateUserPoolDomain', input}])
    assert.deepEqual(between.writes(), [])
  })
})
