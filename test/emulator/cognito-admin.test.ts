import assert from 'node:assert/strict'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'

describe('administration at the Cognito API', () => {
  let stack: TestStack
  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  const send: TestStack['cognito']['send'] = ((command: any) => stack.cognito.send(command)) as never

  it('makes, shows, lists and deletes a pool in the region of the request', async () => {
    const {UserPool} = await send(
      new sdk.CreateUserPoolCommand({
        PoolName: 'second',
        Policies: {PasswordPolicy: {MinimumLength: 12}},
        UsernameAttributes: ['email'],
        Schema: [{Name: 'team', AttributeDataType: 'String', Mutable: false}],
        DeletionProtection: 'ACTIVE',
      }),
    )
    const UserPoolId = UserPool?.Id ?? ''
    assert.match(UserPoolId, /^us-east-1_[A-Za-z0-9]{9}$/)
    assert.equal(UserPool?.Policies?.PasswordPolicy?.RequireSymbols, false)
    assert.ok(UserPool?.SchemaAttributes?.some(({Name}) => Name === 'custom:team'))
    const {UserPools, NextToken} = await send(new sdk.ListUserPoolsCommand({MaxResults: 1}))
    assert.equal(UserPools?.length, 1)
    const rest = await send(new sdk.ListUserPoolsCommand({MaxResults: 1, NextToken}))
    assert.deepEqual([...UserPools!, ...rest.UserPools!].map(({Name}) => Name).sort(), ['local', 'second'])
    assert.equal(rest.NextToken, undefined)

    const {User} = await send(
      new sdk.AdminCreateUserCommand({
        UserPoolId,
        Username: 'rosa@example.com',
        UserAttributes: [{Name: 'custom:team', Value: 'blue'}],
      }),
    )
    const byAddress = await send(new sdk.AdminGetUserCommand({UserPoolId, Username: 'rosa@example.com'}))
    assert.equal(byAddress.Username, User?.Username)
    assert.match(User?.Username ?? '', /^[0-9a-f-]{36}$/)
    await assert.rejects(
      send(
        new sdk.AdminUpdateUserAttributesCommand({
          UserPoolId,
          Username: 'rosa@example.com',
          UserAttributes: [{Name: 'custom:team', Value: 'red'}],
        }),
      ),
      {name: 'InvalidParameterException', message: 'user.custom:team: Attribute cannot be updated.\n'},
    )
    await assert.rejects(send(new sdk.DeleteUserPoolCommand({UserPoolId})), {name: 'InvalidParameterException'})
    await send(new sdk.UpdateUserPoolCommand({UserPoolId}))
    await send(new sdk.DeleteUserPoolCommand({UserPoolId}))
    await assert.rejects(send(new sdk.DescribeUserPoolCommand({UserPoolId})), {name: 'ResourceNotFoundException'})
  })

  it('sets back what an update of a pool does not name', async () => {
    await send(new sdk.UpdateUserPoolCommand({UserPoolId: poolId, Policies: {PasswordPolicy: {MinimumLength: 20}}}))
    const {UserPool} = await send(new sdk.DescribeUserPoolCommand({UserPoolId: poolId}))
    assert.equal(UserPool?.AutoVerifiedAttributes, undefined)
    assert.equal(UserPool?.Policies?.PasswordPolicy?.MinimumLength, 20)
    assert.equal(UserPool?.Name, 'local')
    assert.deepEqual(UserPool?.AliasAttributes, ['email'])
  })

  it('sets back what an update of a client does not name, but keeps its secret', async () => {
    await send(new sdk.UpdateUserPoolClientCommand({UserPoolId: poolId, ClientId: 'localweb', AccessTokenValidity: 2}))
    const {UserPoolClient} = await send(
      new sdk.DescribeUserPoolClientCommand({UserPoolId: poolId, ClientId: 'localweb'}),
    )
    const {CreationDate, LastModifiedDate, ...shown} = UserPoolClient!
    assert.ok(CreationDate && LastModifiedDate)
    assert.deepEqual(shown, {
      UserPoolId: poolId,
      ClientName: 'web',
      ClientId: 'localweb',
      ClientSecret: 'localweb_secret_for_this_machine_only',
      RefreshTokenValidity: 30,
      AccessTokenValidity: 2,
      TokenValidityUnits: {},
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
    })
  })

  it('gives a client a second secret and takes the first away', async () => {
    const ids = {UserPoolId: poolId, ClientId: 'localmachine'}
    const {ClientSecretDescriptor} = await send(new sdk.AddUserPoolClientSecretCommand(ids))
    assert.match(ClientSecretDescriptor?.ClientSecretId ?? '', /^localmachine--\d+$/)
    assert.match(ClientSecretDescriptor?.ClientSecretValue ?? '', /^[a-z0-9]{52}$/)
    await assert.rejects(send(new sdk.AddUserPoolClientSecretCommand(ids)), {name: 'LimitExceededException'})
    const {ClientSecrets = []} = await send(new sdk.ListUserPoolClientSecretsCommand(ids))
    assert.equal(ClientSecrets.length, 2)
    assert.ok(ClientSecrets.every(({ClientSecretValue}) => ClientSecretValue === undefined))
    const remove = (ClientSecretId?: string) =>
      send(new sdk.DeleteUserPoolClientSecretCommand({...ids, ClientSecretId}))
    await remove(ClientSecrets[0]?.ClientSecretId)
    await assert.rejects(remove(ClientSecrets[1]?.ClientSecretId), {name: 'InvalidParameterException'})
    const {UserPoolClient} = await send(new sdk.DescribeUserPoolClientCommand(ids))
    assert.equal(UserPoolClient?.ClientSecret, ClientSecretDescriptor?.ClientSecretValue)
    await assert.rejects(send(new sdk.AddUserPoolClientSecretCommand({...ids, ClientId: clientId})), {
      name: 'InvalidParameterException',
    })
  })

  it('replaces the scopes of a resource server', async () => {
    const ids = {UserPoolId: poolId, Identifier: 'https://files.example'}
    const scope = (name: string) => ({ScopeName: name, ScopeDescription: name})
    await send(new sdk.CreateResourceServerCommand({...ids, Name: 'Files', Scopes: [scope('read'), scope('write')]}))
    await send(new sdk.UpdateResourceServerCommand({...ids, Name: 'Files', Scopes: [scope('list')]}))
    const {ResourceServer} = await send(new sdk.DescribeResourceServerCommand(ids))
    assert.deepEqual(ResourceServer, {...ids, Name: 'Files', Scopes: [scope('list')]})
    const {ResourceServers} = await send(new sdk.ListResourceServersCommand({UserPoolId: poolId, MaxResults: 50}))
    assert.deepEqual(
      ResourceServers?.map(({Identifier}) => Identifier),
      ['https://files.example', 'notes'],
    )
    await send(new sdk.DeleteResourceServerCommand(ids))
    await assert.rejects(send(new sdk.DescribeResourceServerCommand(ids)), {name: 'ResourceNotFoundException'})
  })

  it('pages through users without repeating or losing one, while others come and go', async () => {
    for (let n = 0; n < 7; n++)
      await send(new sdk.AdminCreateUserCommand({UserPoolId: poolId, Username: `user${n}`, MessageAction: 'SUPPRESS'}))
    const names: string[] = []
    for await (const {Users = []} of sdk.paginateListUsers({client: stack.cognito}, {UserPoolId: poolId, Limit: 3})) {
      assert.ok(Users.length <= 3)
      names.push(...Users.map(({Username = ''}) => Username))
      await send(new sdk.AdminDeleteUserCommand({UserPoolId: poolId, Username: names.at(-1)}))
    }
    assert.deepEqual(names, ['ada', 'grace', 'linus', ...[0, 1, 2, 3, 4, 5, 6].map(n => `user${n}`)])
  })

  it('filters users as the manual says', async () => {
    await send(new sdk.AdminDisableUserCommand({UserPoolId: poolId, Username: 'linus'}))
    const found = async (Filter: string) =>
      (await send(new sdk.ListUsersCommand({UserPoolId: poolId, Filter}))).Users?.map(({Username}) => Username)
    assert.deepEqual(await found('email = "ADA@example.com"'), ['ada'])
    assert.deepEqual(await found('name ^= "gra"'), ['grace'])
    assert.deepEqual(await found('username ^= "A"'), [])
    assert.deepEqual(await found('status = "Disabled"'), ['linus'])
    assert.deepEqual(await found('cognito:user_status = "confirmed"'), ['ada', 'grace', 'linus'])
    assert.deepEqual(await found('family_name = "Hopper"'), [])
  })

  it('keeps groups: members, order of precedence in tokens, and what an update leaves alone', async () => {
    const group = {UserPoolId: poolId, GroupName: 'editors'}
    const {Group} = await send(new sdk.UpdateGroupCommand({...group, Precedence: 0}))
    assert.equal(Group?.Description, 'May write notes.')
    const {AuthenticationResult} = await send(
      new sdk.AdminInitiateAuthCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: {USERNAME: 'ada', PASSWORD: 'Correct-Horse-9'},
      }),
    )
    const claims = JSON.parse(Buffer.from(AuthenticationResult!.AccessToken!.split('.')[1]!, 'base64url').toString())
    assert.deepEqual(claims['cognito:groups'], ['editors', 'admins'])
    const {Users} = await send(new sdk.ListUsersInGroupCommand(group))
    assert.deepEqual(
      Users?.map(({Username}) => Username),
      ['ada', 'grace'],
    )
    await send(new sdk.AdminRemoveUserFromGroupCommand({...group, Username: 'ada'}))
    const {Groups} = await send(new sdk.AdminListGroupsForUserCommand({UserPoolId: poolId, Username: 'ada'}))
    assert.deepEqual(
      Groups?.map(({GroupName}) => GroupName),
      ['admins'],
    )
    await send(new sdk.DeleteGroupCommand(group))
    await assert.rejects(send(new sdk.GetGroupCommand(group)), {name: 'ResourceNotFoundException'})
  })

  it('lets a temporary password run out, and invites again', async () => {
    const user = {UserPoolId: poolId, Username: 'rosa', TemporaryPassword: 'Correct-Horse-9'}
    await send(new sdk.AdminCreateUserCommand(user))
    stack.clock.advance(8 * 86_400_000)
    const signIn = () =>
      send(
        new sdk.InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: {USERNAME: 'rosa', PASSWORD: 'Correct-Horse-9'},
        }),
      )
    await assert.rejects(signIn(), {
      message: 'Temporary password has expired and must be reset by an administrator.',
    })
    await send(new sdk.AdminCreateUserCommand({...user, MessageAction: 'RESEND'}))
    assert.equal((await signIn()).ChallengeName, 'NEW_PASSWORD_REQUIRED')
  })

  it('remembers a domain and tags', async () => {
    const domain = {UserPoolId: poolId, Domain: 'my-notes'}
    await send(new sdk.CreateUserPoolDomainCommand(domain))
    const {DomainDescription} = await send(new sdk.DescribeUserPoolDomainCommand({Domain: 'my-notes'}))
    assert.equal(DomainDescription?.UserPoolId, poolId)
    await assert.rejects(send(new sdk.DeleteUserPoolCommand({UserPoolId: poolId})), {name: 'InvalidParameterException'})
    await send(new sdk.DeleteUserPoolDomainCommand(domain))
    assert.deepEqual((await send(new sdk.DescribeUserPoolDomainCommand({Domain: 'my-notes'}))).DomainDescription, {})

    const ResourceArn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`
    await send(new sdk.TagResourceCommand({ResourceArn, Tags: {stage: 'dev', team: 'blue'}}))
    await send(new sdk.UntagResourceCommand({ResourceArn, TagKeys: ['team']}))
    assert.deepEqual((await send(new sdk.ListTagsForResourceCommand({ResourceArn}))).Tags, {stage: 'dev'})
  })

  it('switches MFA on only with a factor, and takes an app away from who lost it', async () => {
    const set = (input: object) => send(new sdk.SetUserPoolMfaConfigCommand({UserPoolId: poolId, ...input}))
    await assert.rejects(set({MfaConfiguration: 'ON'}), {name: 'InvalidParameterException'})
    await set({MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: {Enabled: true}})
    const {MfaConfiguration, SoftwareTokenMfaConfiguration} = await send(
      new sdk.GetUserPoolMfaConfigCommand({UserPoolId: poolId}),
    )
    assert.deepEqual(
      {MfaConfiguration, SoftwareTokenMfaConfiguration},
      {
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: {Enabled: true},
      },
    )
    await assert.rejects(
      send(
        new sdk.AdminSetUserMFAPreferenceCommand({
          UserPoolId: poolId,
          Username: 'ada',
          SoftwareTokenMfaSettings: {Enabled: true},
        }),
      ),
      {name: 'InvalidParameterException', message: 'User has not verified software token mfa'},
    )
  })
})
