import assert from 'node:assert/strict'
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CreateGroupCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  ListUserImportJobsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'

describe('the Cognito API of the stack', () => {
  let stack: TestStack
  before(async () => {
    stack = await testStack()
  })
  after(() => stack.stop())

  it('shows the demo pool', async () => {
    const {UserPool} = await stack.cognito.send(new DescribeUserPoolCommand({UserPoolId: poolId}))
    assert.equal(UserPool?.Name, 'local')
    assert.equal(UserPool?.EstimatedNumberOfUsers, 3)
    assert.ok(UserPool?.CreationDate instanceof Date)
  })

  it('creates a user and a group, and lists and shows the user', async () => {
    const {cognito} = stack
    await cognito.send(new CreateGroupCommand({UserPoolId: poolId, GroupName: 'readers', Precedence: 20}))
    const {User} = await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: 'rosa',
        MessageAction: 'SUPPRESS',
        UserAttributes: [{Name: 'email', Value: 'rosa@example.com'}],
      }),
    )
    assert.equal(User?.UserStatus, 'FORCE_CHANGE_PASSWORD')
    await cognito.send(new AdminAddUserToGroupCommand({UserPoolId: poolId, Username: 'rosa', GroupName: 'readers'}))
    const {Users} = await cognito.send(new ListUsersCommand({UserPoolId: poolId, Filter: 'email ^= "rosa@"'}))
    assert.deepEqual(
      Users?.map(({Username}) => Username),
      ['rosa'],
    )
    const shown = await cognito.send(new AdminGetUserCommand({UserPoolId: poolId, Username: 'rosa'}))
    assert.deepEqual(shown.UserAttributes?.slice(1), [{Name: 'email', Value: 'rosa@example.com'}])
  })

  it('signs in by user name and password', async () => {
    const {AuthenticationResult} = await stack.cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: {USERNAME: 'ada', PASSWORD: 'Correct-Horse-9'},
      }),
    )
    assert.equal(AuthenticationResult?.TokenType, 'Bearer')
    assert.equal(AuthenticationResult?.ExpiresIn, 3600)
    assert.equal(AuthenticationResult?.AccessToken?.split('.').length, 3)
    assert.equal(AuthenticationResult?.RefreshToken?.split('.').length, 5)
  })

  it('refuses a wrong password in the words of the service', async () => {
    const refused = stack.cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: {USERNAME: 'ada', PASSWORD: 'wrong'},
      }),
    )
    await assert.rejects(refused, {name: 'NotAuthorizedException', message: 'Incorrect username or password.'})
  })

  it('does not know operations it does not carry out', async () => {
    const refused = stack.cognito.send(new ListUserImportJobsCommand({UserPoolId: poolId, MaxResults: 1}))
    await assert.rejects(refused, {name: 'UnknownOperationException'})
  })

  it('is throttled and broken to order', async () => {
    const show = () => stack.cognito.send(new DescribeUserPoolCommand({UserPoolId: poolId}))
    stack.faults.next('DescribeUserPool', {kind: 'throttle'})
    await assert.rejects(show(), {name: 'TooManyRequestsException', message: 'Rate exceeded'})
    stack.faults.next('DescribeUserPool', {kind: 'error', status: 503})
    await assert.rejects(show(), error => (error as any).$metadata.httpStatusCode === 503)
    await show()
  })

  it('closes administrators’ operations to requests without a signature', async () => {
    const response = await fetch(stack.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser',
      },
      body: JSON.stringify({UserPoolId: poolId, Username: 'ada'}),
    })
    assert.equal(response.status, 400)
    assert.match(response.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/)
    assert.deepEqual(await response.json(), {
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    })
  })
})
