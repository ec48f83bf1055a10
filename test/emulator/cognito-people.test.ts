import assert from 'node:assert/strict'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import {clientId, type TestStack, testStack, poolId as UserPoolId} from '../support/stack.ts'

/** The AWS SDK, alone, against what the stack knows of people: links, sign-in events, sessions; and of domains. */
describe('links, events, sessions and domains at the Cognito API', () => {
  let stack: TestStack
  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  const Username = 'ada'
  const marie = {
    ProviderName: 'AcmeOIDC',
    ProviderAttributeName: 'Cognito_Subject',
    ProviderAttributeValue: 'marie',
  }
  const ada = {ProviderName: 'Cognito', ProviderAttributeValue: 'ada'}
  const signIn = (PASSWORD = 'Correct-Horse-9') =>
    stack.cognito.send(
      new sdk.InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: {USERNAME: Username, PASSWORD},
      }),
    )
  const link = (SourceUser: sdk.ProviderUserIdentifierType) =>
    stack.cognito.send(new sdk.AdminLinkProviderForUserCommand({UserPoolId, DestinationUser: ada, SourceUser}))

  it('links a person of a provider once, five at most, and lets go again', async () => {
    await link(marie)
    await assert.rejects(link(marie), {name: 'InvalidParameterException'})
    for (const ProviderAttributeValue of ['a', 'b', 'c', 'd']) await link({...marie, ProviderAttributeValue})
    await assert.rejects(link({...marie, ProviderAttributeValue: 'e'}), {name: 'LimitExceededException'})
    await assert.rejects(link({...marie, ProviderName: 'Typo'}), {name: 'ResourceNotFoundException'})
    await stack.cognito.send(new sdk.AdminDisableProviderForUserCommand({UserPoolId, User: marie}))
    const again = stack.cognito.send(new sdk.AdminDisableProviderForUserCommand({UserPoolId, User: marie}))
    await assert.rejects(again, {name: 'UserNotFoundException'})
  })
  it('remembers sign-ins where the pool watches over them', async () => {
    const events = () => stack.cognito.send(new sdk.AdminListUserAuthEventsCommand({UserPoolId, Username}))
    await assert.rejects(events(), {name: 'UserPoolAddOnNotEnabledException'})
    await stack.cognito.send(
      new sdk.UpdateUserPoolCommand({UserPoolId, UserPoolAddOns: {AdvancedSecurityMode: 'ENFORCED'}}),
    )
    await assert.rejects(signIn('Wrong-Horse-9'))
    await signIn()
    const {AuthEvents = []} = await events()
    assert.deepEqual(
      AuthEvents.map(({EventType, EventResponse}) => [EventType, EventResponse]),
      [
        ['SignIn', 'Pass'],
        ['SignIn', 'Fail'],
      ],
    )
    assert.ok(AuthEvents[0]?.CreationDate instanceof Date)
  })
  it('tracks sessions when told to, and ends one', async () => {
    const sessions = async () =>
      (await stack.cognito.send(new sdk.AdminListUserSessionsCommand({UserPoolId, Username}))).Sessions ?? []
    await signIn()
    assert.deepEqual(await sessions(), [])
    const wanted = {UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: {MaxPerUser: 5}} as const
    await stack.cognito.send(new sdk.SetUserPoolSessionConfigurationCommand(wanted))
    const {$metadata: _, ...kept} = await stack.cognito.send(
      new sdk.GetUserPoolSessionConfigurationCommand({UserPoolId}),
    )
    assert.deepEqual(kept, wanted)
    const [session] = await sessions()
    assert.equal(session?.ClientId, clientId)
    const revoke = () =>
      stack.cognito.send(new sdk.AdminRevokeUserSessionCommand({UserPoolId, Username, SessionId: session?.SessionId}))
    await revoke()
    assert.deepEqual(await sessions(), [])
    await assert.rejects(revoke(), {name: 'ResourceNotFoundException'})
  })
  it('keeps what was said of a domain, and resets what an update leaves out', async () => {
    const describe = async () =>
      (await stack.cognito.send(new sdk.DescribeUserPoolDomainCommand({Domain: 'acme'}))).DomainDescription
    const acme = {UserPoolId, Domain: 'acme'}
    await stack.cognito.send(new sdk.CreateUserPoolDomainCommand({...acme, ManagedLoginVersion: 2}))
    assert.equal((await describe())?.ManagedLoginVersion, 2)
    await stack.cognito.send(new sdk.UpdateUserPoolDomainCommand(acme))
    assert.equal((await describe())?.ManagedLoginVersion, 1)
    const dotted = new sdk.CreateUserPoolDomainCommand({UserPoolId, Domain: 'login.example.com'})
    await assert.rejects(stack.cognito.send(dotted), {name: 'InvalidParameterException'})
  })
  it('refuses the older of two settings for the days of a temporary password', async () => {
    const both = new sdk.UpdateUserPoolCommand({
      UserPoolId,
      Policies: {PasswordPolicy: {MinimumLength: 8, TemporaryPasswordValidityDays: 7}},
      AdminCreateUserConfig: {UnusedAccountValidityDays: 7},
    })
    await assert.rejects(stack.cognito.send(both), {
      name: 'InvalidParameterException',
      message: 'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    })
  })
})
