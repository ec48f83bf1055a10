import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {DescribeIdentityProviderCommand} from '@aws-sdk/client-cognito-identity-provider'
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

const idp = (...words: string[]) => authctl(world, 'idp', ...words)
const secret = 'userpool_secret_for_this_machine_only'

async function described(ProviderName: string) {
  const request = new DescribeIdentityProviderCommand({UserPoolId: poolId, ProviderName})
  const {
    LastModifiedDate: _,
    CreationDate: __,
    ...provider
  } = (await stack.cognito.send(request)).IdentityProvider ?? {}
  return provider
}

describe('authctl idp list, show', () => {
  eachOnItsOwn()

  it('lists the providers', async () => {
    const {identityProviders} = (await idp('list', '--json')).json()
    assert.deepEqual(
      identityProviders.map(({name, type}: any) => [name, type]),
      [
        ['AcmeOIDC', 'OIDC'],
        ['AcmeSAML', 'SAML'],
      ],
    )
  })
  it('shows one; its secret only when asked to reveal it', async () => {
    const shown = (await idp('show', 'AcmeOIDC', '--json')).json()
    assert.deepEqual([shown.name, shown.type, shown.details.client_id], ['AcmeOIDC', 'OIDC', 'userpool'])
    assert.equal(shown.details.client_secret, undefined)
    assert.ok(!(await idp('show', 'AcmeOIDC')).stdout.includes(secret))
    assert.equal((await idp('show', 'AcmeOIDC', '--reveal-secrets', '--json')).json().details.client_secret, secret)
    assert.equal((await idp('show', 'typo')).status, 5)
  })
})

describe('authctl idp create', () => {
  eachOnItsOwn()

  const client = ['--provider-client-id', 'userpool', '--map', 'email=email', '--identifier', 'other.example']
  const oidc = (...words: string[]) => idp('create', 'oidc', 'Other', '--issuer', `${stack.url}/idp/oidc`, ...words)

  it('creates an OpenID Connect provider after meeting its issuer', async () => {
    writeFileSync(join(world.cwd, 'secret.txt'), `${secret}\n`)
    const {status, json} = await oidc(...client, '--provider-secret-file', 'secret.txt', '--json')
    assert.deepEqual([status, json().name, json().details.client_secret], [0, 'Other', undefined])
    const {ProviderDetails, AttributeMapping, IdpIdentifiers} = await described('Other')
    assert.deepEqual([ProviderDetails?.client_secret, IdpIdentifiers], [secret, ['other.example']])
    assert.equal(AttributeMapping?.email, 'email')
    assert.equal((await oidc(...client)).status, 10)
  })
  it('never shows the secret in a rehearsal', async () => {
    writeFileSync(join(world.cwd, 'secret.txt'), secret)
    const {stdout} = await oidc(...client, '--provider-secret-file', 'secret.txt', '--dry-run', '--json')
    assert.ok(!stdout.includes(secret))
    assert.equal(JSON.parse(stdout).calls[0].input.ProviderDetails.client_secret, '•••')
    assert.deepEqual(between.writes(), [])
  })
  it('writes nothing for an issuer that is none', async () => {
    const words = ['create', 'oidc', 'Other', '--issuer', `${stack.url}/nowhere`, ...client]
    assert.ok([2, 7].includes((await idp(...words)).status))
    assert.deepEqual(between.writes(), [])
  })
  it('creates a SAML provider after reading its metadata, by address or from a file', async () => {
    const url = (await described('AcmeSAML')).ProviderDetails?.MetadataURL ?? ''
    const made = await idp('create', 'saml', 'ByAddress', '--metadata', url, '--sign-out', '--json')
    assert.equal(made.status, 0, made.stdout)
    assert.deepEqual(made.json().details, {MetadataURL: url, IDPSignout: 'true'})
    const xml = await (await fetch(url)).text()
    writeFileSync(join(world.cwd, 'metadata.xml'), xml)
    const file = await idp('create', 'saml', 'ByFile', '--metadata', 'metadata.xml', '--map', 'email=mail', '--json')
    assert.deepEqual([file.json().details.MetadataFile, file.json().attributeMapping], [xml, {email: 'mail'}])
  })
  it('writes nothing for metadata that no pool could use', async () => {
    writeFileSync(join(world.cwd, 'metadata.xml'), '<EntityDescriptor/>')
    assert.equal((await idp('create', 'saml', 'Broken', '--metadata', 'metadata.xml')).status, 2)
    assert.deepEqual(between.writes(), [])
  })
  it('creates one of the large providers', async () => {
    writeFileSync(join(world.cwd, 'secret.txt'), secret)
    const words = ['--provider-client-id', '4example', '--provider-secret-file', 'secret.txt', '--json']
    const {json} = await idp('create', 'social', 'Google', ...words)
    assert.deepEqual(
      [json().name, json().type, json().details.authorize_scopes],
      ['Google', 'Google', 'openid email profile'],
    )
  })
})

describe('authctl idp set', () => {
  eachOnItsOwn()

  it('changes what is named and keeps everything else, the secret too', async () => {
    const before = await described('AcmeOIDC')
    const {status} = await idp(
      'set',
      'AcmeOIDC',
      '--map',
      'phone_number=phone',
      '--identifier',
      'oidc.example',
      '--yes',
    )
    assert.equal(status, 0)
    assert.deepEqual(await described('AcmeOIDC'), {
      ...before,
      AttributeMapping: {...before.AttributeMapping, phone_number: 'phone'},
      IdpIdentifiers: [...(before.IdpIdentifiers ?? []), 'oidc.example'],
    })
  })
  it('takes a new secret by a file, shows that it is another and not which, and refuses one as an argument', async () => {
    writeFileSync(join(world.cwd, 'secret.txt'), 'another_secret_of_the_pool')
    const {stdout} = await idp('set', 'AcmeOIDC', '--provider-secret-file', 'secret.txt', '--dry-run', '--json')
    assert.deepEqual(JSON.parse(stdout).changes, [{path: 'details.client_secret', before: '•••', after: '•••'}])
    assert.ok(!stdout.includes('another_secret'))
    await idp('set', 'AcmeOIDC', '--provider-secret-file', 'secret.txt', '--yes')
    assert.equal((await described('AcmeOIDC')).ProviderDetails?.client_secret, 'another_secret_of_the_pool')
    const {status, stderr} = await idp('set', 'AcmeOIDC', '--set', 'details.client_secret=short', '--yes')
    assert.equal(status, 2)
    assert.match(stderr, /is a secret, and arguments can be seen by others/)
  })
  it('takes new metadata in place of the old, checked first', async () => {
    const url = (await described('AcmeSAML')).ProviderDetails?.MetadataURL ?? ''
    writeFileSync(join(world.cwd, 'metadata.xml'), await (await fetch(url)).text())
    assert.equal((await idp('set', 'AcmeSAML', '--metadata', 'metadata.xml', '--yes')).status, 0)
    const {MetadataURL, MetadataFile} = (await described('AcmeSAML')).ProviderDetails ?? {}
    assert.deepEqual([MetadataURL, MetadataFile?.includes('IDPSSODescriptor')], [undefined, true])
    writeFileSync(join(world.cwd, 'metadata.xml'), '<EntityDescriptor/>')
    assert.equal((await idp('set', 'AcmeSAML', '--metadata', 'metadata.xml', '--yes')).status, 2)
  })
  it('leaves out what the service works out of the metadata', async () => {
    between.outgoing.set('DescribeIdentityProvider', output => {
      const derived = {SSORedirectBindingURI: 'https://acme.example/sso', ActiveEncryptionCertificate: 'MII…'}
      Object.assign(output.IdentityProvider.ProviderDetails, derived)
      return output
    })
    assert.equal((await idp('set', 'AcmeSAML', '--map', 'name=cn', '--yes')).status, 0)
    assert.deepEqual(Object.keys(between.writes()[0]?.input.ProviderDetails), ['MetadataURL'])
  })
  it('does not lose Apple’s private key, which is never told', async () => {
    const details = {team_id: 'TEAM', key_id: 'KEY', private_key: 'PEM', authorize_scopes: 'email name'}
    writeFileSync(join(world.cwd, 'apple.json'), JSON.stringify({details}))
    const words = ['create', 'social', 'SignInWithApple', '--provider-client-id', 'app', '--from-file', 'apple.json']
    assert.equal((await idp(...words)).status, 0)
    between.outgoing.set('DescribeIdentityProvider', output => {
      delete output.IdentityProvider.ProviderDetails.private_key
      return output
    })
    const writes = between.writes().length
    const {status, stderr} = await idp('set', 'SignInWithApple', '--map', 'email=email', '--yes')
    assert.equal(status, 2)
    assert.match(stderr, /Apple’s private key/)
    assert.equal(between.writes().length, writes)
  })
})

describe('authctl idp delete', () => {
  eachOnItsOwn()

  it('deletes with --yes only', async () => {
    assert.equal((await idp('delete', 'AcmeOIDC')).status, 2)
    assert.deepEqual((await idp('delete', 'AcmeOIDC', '--yes', '--json')).json(), {name: 'AcmeOIDC', deleted: true})
    assert.equal((await idp('show', 'AcmeOIDC')).status, 5)
  })
})
