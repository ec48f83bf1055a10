import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {
  CreateIdentityProviderCommand,
  type CreateIdentityProviderCommandInput,
  CreateUserPoolClientCommand,
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  GetIdentityProviderByIdentifierCommand,
  GetSigningCertificateCommand,
  ListIdentityProvidersCommand,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {day, metadataOf, signer} from '../support/saml.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'

describe('identity providers, through the AWS SDK', () => {
  const MetadataFile = metadataOf(signer().certificate)
  const saml: CreateIdentityProviderCommandInput = {
    UserPoolId: poolId,
    ProviderName: 'Acme',
    ProviderType: 'SAML',
    ProviderDetails: {MetadataFile},
    AttributeMapping: {email: 'mail'},
    IdpIdentifiers: ['acme.example'],
  }
  let stack: TestStack
  beforeEach(async () => {
    // A pool without providers: the demo world has its own.
    stack = await testStack({seed: {pools: [{id: poolId, name: 'local'}]}})
  })
  afterEach(() => stack.stop())

  const create = (changes: Partial<CreateIdentityProviderCommandInput> = {}) =>
    stack.cognito.send(new CreateIdentityProviderCommand({...saml, ...changes}))
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => assert.fail('it was accepted'),
      ({name, message}) => `${name}: ${message}`,
    )

  it('are made, shown by name and by identifier, changed map by map, and removed', async () => {
    const {IdentityProvider: made} = await create()
    const named = {UserPoolId: poolId, ProviderName: 'Acme'}
    const shown = await stack.cognito.send(new DescribeIdentityProviderCommand(named))
    assert.deepEqual(shown.IdentityProvider, made)
    assert.equal(made?.CreationDate instanceof Date, true)
    const found = await stack.cognito.send(
      new GetIdentityProviderByIdentifierCommand({UserPoolId: poolId, IdpIdentifier: 'acme.example'}),
    )
    assert.deepEqual(found.IdentityProvider, made)
    const {IdentityProvider: changed} = await stack.cognito.send(
      new UpdateIdentityProviderCommand({...named, AttributeMapping: {name: 'cn'}}),
    )
    assert.deepEqual(changed?.AttributeMapping, {name: 'cn'})
    assert.deepEqual(changed?.ProviderDetails, {MetadataFile})
    assert.deepEqual(changed?.IdpIdentifiers, ['acme.example'])
    await stack.cognito.send(new DeleteIdentityProviderCommand(named))
    assert.equal(
      await refusal(stack.cognito.send(new DescribeIdentityProviderCommand(named))),
      'ResourceNotFoundException: Identity provider Acme does not exist.',
    )
  })

  it('are listed page by page, without their details', async () => {
    for (const ProviderName of ['Acme', 'Bolt', 'Crane']) await create({ProviderName, IdpIdentifiers: []})
    const first = await stack.cognito.send(new ListIdentityProvidersCommand({UserPoolId: poolId, MaxResults: 2}))
    const rest = await stack.cognito.send(
      new ListIdentityProvidersCommand({UserPoolId: poolId, NextToken: first.NextToken}),
    )
    const all = [...(first.Providers ?? []), ...(rest.Providers ?? [])]
    assert.deepEqual(
      all.map(({ProviderName}) => ProviderName),
      ['Acme', 'Bolt', 'Crane'],
    )
    assert.deepEqual(Object.keys(all[0] ?? {}).sort(), [
      'CreationDate',
      'LastModifiedDate',
      'ProviderName',
      'ProviderType',
    ])
    assert.equal(rest.NextToken, undefined)
  })

  it('of OpenID Connect take the username from the subject', async () => {
    const {IdentityProvider} = await create({
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'web',
        client_secret: 'shh',
        authorize_scopes: 'openid email',
        oidc_issuer: 'https://login.example',
        attributes_request_method: 'GET',
      },
    })
    assert.deepEqual(IdentityProvider?.AttributeMapping, {username: 'sub', email: 'mail'})
  })

  it('may be offered by app clients once they are there, and no longer once they are gone', async () => {
    const client = {UserPoolId: poolId, ClientName: 'web', SupportedIdentityProviders: ['COGNITO', 'Acme']}
    assert.match(await refusal(stack.cognito.send(new CreateUserPoolClientCommand(client))), /provider Acme does not/)
    await create()
    const {UserPoolClient} = await stack.cognito.send(new CreateUserPoolClientCommand(client))
    assert.deepEqual(UserPoolClient?.SupportedIdentityProviders, ['COGNITO', 'Acme'])
    await stack.cognito.send(new DeleteIdentityProviderCommand({UserPoolId: poolId, ProviderName: 'Acme'}))
    const left = await stack.cognito.send(
      new DescribeUserPoolClientCommand({UserPoolId: poolId, ClientId: UserPoolClient?.ClientId}),
    )
    assert.deepEqual(left.UserPoolClient?.SupportedIdentityProviders, ['COGNITO'])
  })

  const now = Date.now()
  for (const [what, changes, words] of [
    ['a name that is taken', {ProviderName: 'Taken'}, /^DuplicateProviderException: .*Taken/],
    [
      'an identifier that is taken',
      {IdpIdentifiers: ['taken.example']},
      /^DuplicateProviderException: .*taken.example/,
    ],
    ['a name that begins with _', {ProviderName: '_acme'}, /^InvalidParameterException: .*regular expression/],
    ['neither metadata nor its address', {ProviderDetails: {}}, /^InvalidParameterException: Either MetadataURL/],
    [
      'metadata that is not XML',
      {ProviderDetails: {MetadataFile: 'hello'}},
      /^InvalidParameterException: .*well-formed/,
    ],
    [
      'metadata with an external entity',
      {
        ProviderDetails: {
          MetadataFile: `<!DOCTYPE a SYSTEM "file:///etc/passwd">${MetadataFile.replace(/<\?.*\?>/, '')}`,
        },
      },
      /^InvalidParameterException: .*document type/,
    ],
    [
      'a certificate that has ended',
      {
        ProviderDetails: {
          MetadataFile: metadataOf(signer('old', {from: now - 2 * day, to: now - day}).certificate),
        },
      },
      /^InvalidParameterException: .*expired/,
    ],
    [
      'an address where there is nothing',
      {ProviderDetails: {MetadataURL: 'http://127.0.0.1:9/metadata'}},
      /^InvalidParameterException: Error retrieving metadata/,
    ],
    ['an attribute the pool has not', {AttributeMapping: {shoes: 'size'}}, /^InvalidParameterException: .*shoes/],
    ['no client id for OpenID', {ProviderType: 'OIDC', ProviderDetails: {}}, /^InvalidParameterException: client_id/],
    ['no pool', {UserPoolId: 'us-east-1_Nowhere'}, /^ResourceNotFoundException/],
  ] as [string, Partial<CreateIdentityProviderCommandInput>, RegExp][])
    it(`refuses ${what}`, async () => {
      await create({ProviderName: 'Taken', IdpIdentifiers: ['taken.example']})
      assert.match(await refusal(create({IdpIdentifiers: [], ...changes})), words)
    })

  it('get requests signed by a certificate of the pool’s own, which stays the same', async () => {
    const {Certificate} = await stack.cognito.send(new GetSigningCertificateCommand({UserPoolId: poolId}))
    const x509 = new X509Certificate(Buffer.from(Certificate ?? '', 'base64'))
    assert.equal(x509.subject, `CN=${poolId}`)
    assert.ok(x509.verify(x509.publicKey))
    assert.ok(x509.validToDate.getTime() > Date.now() + 9 * 365 * day)
    const again = await stack.cognito.send(new GetSigningCertificateCommand({UserPoolId: poolId}))
    assert.equal(again.Certificate, Certificate)
  })
})
