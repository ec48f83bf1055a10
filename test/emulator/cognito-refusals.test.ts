import assert from 'node:assert/strict'
import {createHmac} from 'node:crypto'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'

const password = 'Correct-Horse-9'

/** The service's refusals, in its own words: each row is a request and what comes back. */
const refusals: [story: string, command: {new (input: any): any}, input: object, name: string, message: string][] = [
  [
    'a pool that is not there',
    sdk.DescribeUserPoolCommand,
    {UserPoolId: 'us-east-1_Nowhere'},
    'ResourceNotFoundException',
    'User pool us-east-1_Nowhere does not exist.',
  ],
  [
    'a malformed pool id',
    sdk.DescribeUserPoolCommand,
    {UserPoolId: 'nowhere'},
    'InvalidParameterException',
    "1 validation error detected: Value 'nowhere' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
  ],
  [
    'a missing member and a bad one at once, without showing what is sensitive',
    sdk.AdminCreateUserCommand,
    {Username: 'a b'},
    'InvalidParameterException',
    "2 validation errors detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null; Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
  ],
  [
    'a page of 61',
    sdk.ListUsersCommand,
    {UserPoolId: poolId, Limit: 61},
    'InvalidParameterException',
    "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
  ],
  [
    'a number where text belongs',
    sdk.AdminGetUserCommand,
    {UserPoolId: poolId, Username: 7},
    'SerializationException',
    'NUMBER_VALUE can not be converted to a String',
  ],
  [
    'a filter that is none',
    sdk.ListUsersCommand,
    {UserPoolId: poolId, Filter: 'email contains "x"'},
    'InvalidParameterException',
    'Error while parsing filter.',
  ],
  [
    'a filter by a custom attribute',
    sdk.ListUsersCommand,
    {UserPoolId: poolId, Filter: 'custom:team = "blue"'},
    'InvalidParameterException',
    'Invalid search attribute: custom:team',
  ],
  [
    'a token of another list',
    sdk.ListGroupsCommand,
    {UserPoolId: poolId, NextToken: 'WyJMaXN0VXNlcnMiLCJhIl0'},
    'InvalidParameterException',
    'Invalid pagination token.',
  ],
  [
    'a stranger',
    sdk.AdminGetUserCommand,
    {UserPoolId: poolId, Username: 'nobody'},
    'UserNotFoundException',
    'User does not exist.',
  ],
  [
    'a user twice, whatever the case',
    sdk.AdminCreateUserCommand,
    {UserPoolId: poolId, Username: 'ADA'},
    'UsernameExistsException',
    'User account already exists',
  ],
  [
    'an address that another signs in by',
    sdk.AdminCreateUserCommand,
    {
      UserPoolId: poolId,
      Username: 'ada2',
      UserAttributes: [
        {Name: 'email', Value: 'ada@example.com'},
        {Name: 'email_verified', Value: 'true'},
      ],
    },
    'AliasExistsException',
    'An account with the given email already exists.',
  ],
  [
    'a username that looks like an alias',
    sdk.AdminCreateUserCommand,
    {UserPoolId: poolId, Username: 'new@example.com'},
    'InvalidParameterException',
    'Username cannot be of email format, since user pool is configured for email alias.',
  ],
  [
    'an attribute that is not there',
    sdk.AdminCreateUserCommand,
    {UserPoolId: poolId, Username: 'eve', UserAttributes: [{Name: 'shoe_size', Value: '40'}]},
    'InvalidParameterException',
    'Type for attribute {shoe_size} could not be determined',
  ],
  [
    'an address that is none',
    sdk.AdminUpdateUserAttributesCommand,
    {UserPoolId: poolId, Username: 'ada', UserAttributes: [{Name: 'email', Value: 'ada'}]},
    'InvalidParameterException',
    'Invalid email address format.',
  ],
  [
    'a phone number that is none',
    sdk.AdminUpdateUserAttributesCommand,
    {UserPoolId: poolId, Username: 'ada', UserAttributes: [{Name: 'phone_number', Value: '0171 1'}]},
    'InvalidParameterException',
    'Invalid phone number format.',
  ],
  ...(
    [
      ['Aa1!', 'Password not long enough'],
      ['correct-horse-9', 'Password must have uppercase characters'],
      ['CORRECT-HORSE-9', 'Password must have lowercase characters'],
      ['Correct-Horse-x', 'Password must have numeric characters'],
      ['CorrectHorse9', 'Password must have symbol characters'],
    ] as const
  ).map(
    ([given, reason]) =>
      [
        `the password ${given}`,
        sdk.AdminSetUserPasswordCommand,
        {UserPoolId: poolId, Username: 'ada', Password: given, Permanent: true},
        'InvalidPasswordException',
        `Password does not conform to policy: ${reason}`,
      ] as [string, any, object, string, string],
  ),
  [
    'a confirmation of somebody confirmed',
    sdk.AdminConfirmSignUpCommand,
    {UserPoolId: poolId, Username: 'ada'},
    'NotAuthorizedException',
    'User cannot be confirmed. Current status is CONFIRMED',
  ],
  [
    'an invitation again of somebody who came',
    sdk.AdminCreateUserCommand,
    {UserPoolId: poolId, Username: 'ada', MessageAction: 'RESEND'},
    'UnsupportedUserStateException',
    'Resend not possible. ada@example.com status is not FORCE_CHANGE_PASSWORD',
  ],
  [
    'a group twice',
    sdk.CreateGroupCommand,
    {UserPoolId: poolId, GroupName: 'admins'},
    'GroupExistsException',
    'A group with the name already exists.',
  ],
  [
    'a group that is not there',
    sdk.AdminAddUserToGroupCommand,
    {UserPoolId: poolId, Username: 'ada', GroupName: 'nobodies'},
    'ResourceNotFoundException',
    'Group not found.',
  ],
  [
    'a negative precedence',
    sdk.CreateGroupCommand,
    {UserPoolId: poolId, GroupName: 'below', Precedence: -1},
    'InvalidParameterException',
    "1 validation error detected: Value '-1' at 'precedence' failed to satisfy constraint: Member must have value greater than or equal to 0",
  ],
  [
    'an unknown client',
    sdk.InitiateAuthCommand,
    {ClientId: 'nobody', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: {}},
    'ResourceNotFoundException',
    'User pool client nobody does not exist.',
  ],
  [
    'a flow the client does not allow',
    sdk.InitiateAuthCommand,
    {ClientId: 'localweb', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: {USERNAME: 'ada', PASSWORD: password}},
    'InvalidParameterException',
    'USER_PASSWORD_AUTH flow not enabled for this client',
  ],
  [
    'an administrator’s flow without being one',
    sdk.InitiateAuthCommand,
    {ClientId: clientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: {USERNAME: 'ada', PASSWORD: password}},
    'InvalidParameterException',
    'Initiate Auth method not supported.',
  ],
  [
    'a sign-in without a password',
    sdk.InitiateAuthCommand,
    {ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: {USERNAME: 'ada'}},
    'InvalidParameterException',
    'Missing required parameter PASSWORD',
  ],
  [
    'an SRP public key of zero',
    sdk.InitiateAuthCommand,
    {ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: {USERNAME: 'ada', SRP_A: '0'}},
    'InvalidParameterException',
    'Invalid SRP_A value',
  ],
  [
    'a confidential client without its hash',
    sdk.InitiateAuthCommand,
    {ClientId: 'localweb', AuthFlow: 'USER_SRP_AUTH', AuthParameters: {USERNAME: 'ada', SRP_A: 'ab'}},
    'NotAuthorizedException',
    'Client localweb is configured with secret but SECRET_HASH was not received',
  ],
  [
    'a confidential client with a wrong hash',
    sdk.InitiateAuthCommand,
    {
      ClientId: 'localweb',
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: {USERNAME: 'ada', SRP_A: 'ab', SECRET_HASH: hashed('wrong', 'ada', 'localweb')},
    },
    'NotAuthorizedException',
    'Unable to verify secret hash for client localweb',
  ],
  [
    'a refresh token of nobody',
    sdk.InitiateAuthCommand,
    {ClientId: clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: {REFRESH_TOKEN: 'a.b.c.d.e'}},
    'NotAuthorizedException',
    'Invalid Refresh Token',
  ],
  [
    'an answer to no question',
    sdk.RespondToAuthChallengeCommand,
    {
      ClientId: clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: 'x'.repeat(40),
      ChallengeResponses: {USERNAME: 'ada', NEW_PASSWORD: password},
    },
    'NotAuthorizedException',
    'Invalid session for the user, session is expired.',
  ],
  [
    'a token that is none',
    sdk.GetUserCommand,
    {AccessToken: 'nonsense'},
    'NotAuthorizedException',
    'Invalid Access Token',
  ],
  [
    'a scope nobody defined',
    sdk.CreateUserPoolClientCommand,
    {
      UserPoolId: poolId,
      ClientName: 'x',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['notes/burn'],
    },
    'ScopeDoesNotExistException',
    'Invalid scope requested: notes/burn',
  ],
  [
    'client credentials beside a code',
    sdk.CreateUserPoolClientCommand,
    {
      UserPoolId: poolId,
      ClientName: 'x',
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code', 'client_credentials'],
      AllowedOAuthScopes: ['notes/read'],
    },
    'InvalidOAuthFlowException',
    'client_credentials flow can not be selected along with code flow or implicit flow.',
  ],
  [
    'sixty hours meant as minutes',
    sdk.CreateUserPoolClientCommand,
    {UserPoolId: poolId, ClientName: 'x', AccessTokenValidity: 60},
    'InvalidParameterException',
    'Invalid range for token validity: AccessTokenValidity must be between 300 and 86400 seconds.',
  ],
  [
    'a redirect over plain HTTP elsewhere',
    sdk.CreateUserPoolClientCommand,
    {UserPoolId: poolId, ClientName: 'x', CallbackURLs: ['http://example.com/cb']},
    'InvalidParameterException',
    'http://example.com/cb is not a valid redirect URI: HTTPS or a loopback address, and no fragment.',
  ],
  [
    'an authenticator app where the pool has no use for one',
    sdk.AdminDeleteSoftwareTokenCommand,
    {UserPoolId: poolId, Username: 'ada'},
    'SoftwareTokenMFANotFoundException',
    'Software token MFA has not been associated.',
  ],
]

describe('the Cognito API refuses', () => {
  let stack: TestStack
  before(async () => {
    stack = await testStack()
  })
  after(() => stack.stop())

  for (const [story, Command, input, name, message] of refusals)
    it(story, () => assert.rejects(stack.cognito.send(new Command(input)), {name, message}))

  it('a body that is no JSON', async () => {
    const answer = await post(stack, 'InitiateAuth', '{')
    assert.deepEqual(answer, {status: 400, body: {__type: 'SerializationException'}})
  })

  it('what a web page can send without asking', async () => {
    const answer = await post(stack, 'SignUp', '{}', 'text/plain')
    assert.deepEqual(answer, {status: 400, body: {__type: 'UnknownOperationException'}})
  })
})

async function post({url}: TestStack, operation: string, body: string, type = 'application/x-amz-json-1.1') {
  const response = await fetch(url, {
    method: 'POST',
    headers: {'content-type': type, 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`},
    body,
  })
  return {status: response.status, body: await response.json()}
}

function hashed(secret: string, username: string, id: string): string {
  return createHmac('sha256', secret)
    .update(username + id)
    .digest('base64')
}
