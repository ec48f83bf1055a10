import assert from 'node:assert/strict'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'

const password = 'Correct-Horse-9'

describe('self-service at the Cognito API', () => {
  let stack: TestStack
  const said: string[] = []
  beforeEach(async () => {
    said.length = 0
    stack = await testStack({log: line => said.push(line)})
  })
  afterEach(() => stack.stop())

  const send: TestStack['cognito']['send'] = ((command: any) => stack.cognito.send(command)) as never
  /** The code that was last "sent". */
  const code = () => said.findLast(line => line.startsWith('Code for'))?.slice(-6) ?? ''
  const signIn = async (username = 'ada', secret = password) => {
    const {AuthenticationResult} = await send(
      new sdk.InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: {USERNAME: username, PASSWORD: secret},
      }),
    )
    return AuthenticationResult!
  }
  const refresh = (token = '') =>
    send(
      new sdk.InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: {REFRESH_TOKEN: token},
      }),
    )

  it('signs up, confirms by the code that was sent, and signs in', async () => {
    const {CodeDeliveryDetails, UserConfirmed} = await send(
      new sdk.SignUpCommand({
        ClientId: clientId,
        Username: 'rosa',
        Password: password,
        UserAttributes: [{Name: 'email', Value: 'rosa@example.com'}],
      }),
    )
    assert.equal(UserConfirmed, false)
    assert.deepEqual(CodeDeliveryDetails, {Destination: 'r***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email'})
    await assert.rejects(signIn('rosa'), {name: 'UserNotConfirmedException', message: 'User is not confirmed.'})

    const confirm = (ConfirmationCode: string) =>
      send(new sdk.ConfirmSignUpCommand({ClientId: clientId, Username: 'rosa', ConfirmationCode}))
    await assert.rejects(confirm('999999x'), {name: 'CodeMismatchException'})
    const first = code()
    await send(new sdk.ResendConfirmationCodeCommand({ClientId: clientId, Username: 'rosa'}))
    if (code() !== first) await assert.rejects(confirm(first), {name: 'CodeMismatchException'})
    stack.clock.advance(25 * 3_600_000)
    await assert.rejects(confirm(code()), {name: 'ExpiredCodeException'})
    await send(new sdk.ResendConfirmationCodeCommand({ClientId: clientId, Username: 'rosa'}))
    await confirm(code())
    const {UserAttributes} = await send(new sdk.GetUserCommand({AccessToken: (await signIn('rosa')).AccessToken}))
    assert.deepEqual(UserAttributes?.slice(1), [
      {Name: 'email', Value: 'rosa@example.com'},
      {Name: 'email_verified', Value: 'true'},
    ])
    await assert.rejects(confirm('123456'), {
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    })
  })

  it('resets a forgotten password, and pretends to for a stranger', async () => {
    const forget = (Username: string) => send(new sdk.ForgotPasswordCommand({ClientId: clientId, Username}))
    const {CodeDeliveryDetails} = await forget('nobody')
    assert.equal(CodeDeliveryDetails?.DeliveryMedium, 'EMAIL')
    assert.equal(code(), '')
    await forget('ada')
    const confirm = (Password: string) =>
      send(
        new sdk.ConfirmForgotPasswordCommand({ClientId: clientId, Username: 'ada', ConfirmationCode: code(), Password}),
      )
    await assert.rejects(confirm('short'), {name: 'InvalidPasswordException'})
    await confirm('Better-Horse-10')
    await signIn('ada', 'Better-Horse-10')
    await assert.rejects(signIn('ada', password), {name: 'NotAuthorizedException'})
    await assert.rejects(confirm('Better-Horse-11'), {name: 'ExpiredCodeException'})
  })

  it('keeps an administrator’s reset until the code sets a new password', async () => {
    await send(new sdk.AdminResetUserPasswordCommand({UserPoolId: poolId, Username: 'ada'}))
    await assert.rejects(signIn(), {name: 'PasswordResetRequiredException'})
    await send(
      new sdk.ConfirmForgotPasswordCommand({
        ClientId: clientId,
        Username: 'ada',
        ConfirmationCode: code(),
        Password: 'Better-Horse-10',
      }),
    )
    await signIn('ada', 'Better-Horse-10')
  })

  it('verifies a changed address again', async () => {
    const {AccessToken} = await signIn()
    const change = (Name: string, Value: string) =>
      send(new sdk.UpdateUserAttributesCommand({AccessToken, UserAttributes: [{Name, Value}]}))
    const {CodeDeliveryDetailsList} = await change('email', 'countess@example.com')
    assert.deepEqual(CodeDeliveryDetailsList, [
      {Destination: 'c***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email'},
    ])
    const verified = async () =>
      (await send(new sdk.GetUserCommand({AccessToken}))).UserAttributes?.find(({Name}) => Name === 'email_verified')
    assert.equal((await verified())?.Value, 'false')
    await send(new sdk.VerifyUserAttributeCommand({AccessToken, AttributeName: 'email', Code: code()}))
    assert.equal((await verified())?.Value, 'true')
    await assert.rejects(change('email_verified', 'true'), {
      name: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    })
    await assert.rejects(change('sub', 'x'), {message: 'Cannot modify the non-mutable attribute sub'})
  })

  it('changes the password of somebody who knows it', async () => {
    const {AccessToken} = await signIn()
    const change = (PreviousPassword: string) =>
      send(new sdk.ChangePasswordCommand({AccessToken, PreviousPassword, ProposedPassword: 'Better-Horse-10'}))
    await assert.rejects(change('Wrong-Horse-1'), {message: 'Incorrect username or password.'})
    await change(password)
    await signIn('ada', 'Better-Horse-10')
  })

  it('locks after five wrong passwords, a second longer each time twice over', async () => {
    for (let n = 0; n < 5; n++)
      await assert.rejects(signIn('ada', 'Wrong-Horse-1'), {message: 'Incorrect username or password.'})
    await assert.rejects(signIn(), {name: 'NotAuthorizedException', message: 'Password attempts exceeded'})
    stack.clock.advance(1000)
    await assert.rejects(signIn('ada', 'Wrong-Horse-1'), {message: 'Incorrect username or password.'})
    stack.clock.advance(1000)
    await assert.rejects(signIn(), {message: 'Password attempts exceeded'})
    stack.clock.advance(1000)
    await signIn()
  })

  it('revokes a sign-in: its tokens stop working here, others go on', async () => {
    const [first, second] = [await signIn(), await signIn()]
    const revoke = (Token = '') => send(new sdk.RevokeTokenCommand({ClientId: clientId, Token}))
    await assert.rejects(revoke(first.AccessToken), {name: 'UnsupportedTokenTypeException'})
    await revoke(first.RefreshToken)
    await revoke(first.RefreshToken)
    await assert.rejects(refresh(first.RefreshToken), {message: 'Refresh Token has been revoked'})
    await assert.rejects(send(new sdk.GetUserCommand({AccessToken: first.AccessToken})), {
      name: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    })
    await send(new sdk.GetUserCommand({AccessToken: second.AccessToken}))
  })

  it('refuses tokens that are over, forged, or of somebody gone', async () => {
    const {AccessToken = '', IdToken, RefreshToken} = await signIn('linus')
    const show = (token?: string) => send(new sdk.GetUserCommand({AccessToken: token}))
    await assert.rejects(show(IdToken), {message: 'Invalid Access Token'})
    const [head, body, signature = ''] = AccessToken.split('.')
    const forged = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    await assert.rejects(show(`${head}.${body}.${forged}`), {message: 'Invalid Access Token'})
    stack.clock.advance(3_601_000)
    await assert.rejects(show(AccessToken), {message: 'Access Token has expired'})
    const renewed = (await refresh(RefreshToken)).AuthenticationResult
    assert.equal(renewed?.RefreshToken, undefined)
    await show(renewed?.AccessToken)
    await send(new sdk.AdminDisableUserCommand({UserPoolId: poolId, Username: 'linus'}))
    await assert.rejects(signIn('linus'), {message: 'User is disabled.'})
    await assert.rejects(show(renewed?.AccessToken), {name: 'NotAuthorizedException'})
    await send(new sdk.AdminEnableUserCommand({UserPoolId: poolId, Username: 'linus'}))
    const again = await signIn('linus')
    await send(new sdk.DeleteUserCommand({AccessToken: again.AccessToken}))
    await assert.rejects(show(again.AccessToken), {name: 'UserNotFoundException'})
    await assert.rejects(refresh(again.RefreshToken), {message: 'Invalid Refresh Token'})
    stack.clock.advance(31 * 86_400_000)
    await assert.rejects(refresh(RefreshToken), {message: 'Invalid Refresh Token'})
  })

  it('signs in again in the very second of signing out everywhere', async () => {
    const {AccessToken} = await signIn()
    await send(new sdk.GlobalSignOutCommand({AccessToken}))
    await assert.rejects(send(new sdk.GetUserCommand({AccessToken})), {message: 'Access Token has been revoked'})
    await send(new sdk.GetUserCommand({AccessToken: (await signIn()).AccessToken}))
  })

  it('rotates refresh tokens, with grace, and knows a replay', async () => {
    const {UserPoolClient} = await send(
      new sdk.CreateUserPoolClientCommand({
        UserPoolId: poolId,
        ClientName: 'rotating',
        GenerateSecret: true,
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: {Feature: 'ENABLED', RetryGracePeriodSeconds: 10},
      }),
    )
    const {ClientId, ClientSecret = ''} = UserPoolClient!
    const {createHmac} = await import('node:crypto')
    const SECRET_HASH = createHmac('sha256', ClientSecret).update(`ada${ClientId}`).digest('base64')
    const {AuthenticationResult} = await send(
      new sdk.AdminInitiateAuthCommand({
        UserPoolId: poolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: {USERNAME: 'ada', PASSWORD: password, SECRET_HASH},
      }),
    )
    const rotate = async (RefreshToken = '', secret = ClientSecret) =>
      (await send(new sdk.GetTokensFromRefreshTokenCommand({ClientId, ClientSecret: secret, RefreshToken})))
        .AuthenticationResult
    const original = AuthenticationResult?.RefreshToken
    await assert.rejects(rotate(original, `${ClientSecret}x`), {name: 'NotAuthorizedException'})
    const next = await rotate(original)
    assert.notEqual(next?.RefreshToken, original)
    await rotate(original)
    stack.clock.advance(10_000)
    await assert.rejects(rotate(original), {name: 'RefreshTokenReuseException'})
    assert.ok((await rotate(next?.RefreshToken))?.AccessToken)
  })

  it('keeps no password and no refresh token in its state', async () => {
    const {RefreshToken = ''} = await signIn()
    const kept = JSON.stringify(stack.state, (_key, value) =>
      value instanceof Map ? [...value] : value instanceof Set ? [...value] : value,
    )
    assert.ok(kept.includes('ada@example.com'))
    assert.equal(kept.includes(password), false)
    assert.equal(kept.includes(RefreshToken), false)
  })
})
