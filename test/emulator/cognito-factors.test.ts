import assert from 'node:assert/strict'
import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateDeviceStatusCommand,
  type ChallengeNameType,
  GetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  type InitiateAuthResponse,
  ListDevicesCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {AuthenticationDetails, CognitoUser, CognitoUserPool, type CognitoUserSession} from 'amazon-cognito-identity-js'
import type {SeedPool} from '../../src/lib/emulator/seed.ts'
import {type TestStack, testStack} from '../support/stack.ts'

const password = 'Correct-Horse-9'
const UserPoolId = 'eu-west-1_Factors'
const ClientId = 'factors'

const pool: SeedPool = {
  id: UserPoolId,
  name: 'factors',
  mfa: 'optional',
  secondFactors: ['app', 'sms', 'email'],
  firstFactors: ['password', 'email', 'sms'],
  devices: 'always',
  customChallenges: [
    {parameters: {question: 'The ship’s name?'}, answer: 'Beagle'},
    {parameters: {question: 'Its captain?'}, answer: 'FitzRoy'},
  ],
  users: [
    {
      username: 'ada',
      password,
      attributes: {email: 'ada@example.com', email_verified: 'true', phone_number: '+491701234567'},
    },
    {username: 'mute', password},
  ],
  clients: [
    {
      id: ClientId,
      name: 'factors',
      authFlows: ['ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    },
  ],
}

describe('factors, choices and devices at the Cognito API', () => {
  let stack: TestStack
  let kept: Map<string, string>
  beforeEach(async () => {
    kept = new Map()
    stack = await testStack({seed: {pools: [pool]}})
  })
  afterEach(() => stack.stop())

  const initiate = (AuthParameters: Record<string, string>, AuthFlow: 'USER_AUTH' | 'CUSTOM_AUTH' = 'USER_AUTH') =>
    stack.cognito.send(new InitiateAuthCommand({ClientId, AuthFlow, AuthParameters}))
  const respond = ({ChallengeName, Session}: InitiateAuthResponse, ChallengeResponses: Record<string, string>) =>
    stack.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: {USERNAME: 'ada', ...ChallengeResponses},
      }),
    )
  const prefer = (settings: object) =>
    stack.cognito.send(new AdminSetUserMFAPreferenceCommand({UserPoolId, Username: 'ada', ...settings}))
  async function mailbox(): Promise<Record<string, string>[]> {
    return ((await (await fetch(`${stack.url}/_stack/mailbox`)).json()) as {messages: Record<string, string>[]})
      .messages
  }
  const lastCode = async () => (await mailbox()).at(-1)?.code ?? assert.fail('nothing was sent')

  describe('USER_AUTH', () => {
    it('offers what the pool allows and the person has', async () => {
      const choice = await initiate({USERNAME: 'ada'})
      assert.equal(choice.ChallengeName, 'SELECT_CHALLENGE')
      assert.deepEqual(choice.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP'])
      assert.deepEqual((await initiate({USERNAME: 'mute'})).AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP'])
    })

    it('offers a stranger a password, and believes none', async () => {
      const choice = await initiate({USERNAME: 'nobody'})
      assert.deepEqual(choice.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP'])
      await assert.rejects(respond(choice, {USERNAME: 'nobody', ANSWER: 'PASSWORD', PASSWORD: password}), {
        message: 'Incorrect username or password.',
      })
    })

    it('signs in by the password that was chosen', async () => {
      const done = await respond(await initiate({USERNAME: 'ada'}), {ANSWER: 'PASSWORD', PASSWORD: password})
      assert.ok(done.AuthenticationResult?.AccessToken)
    })

    it('signs in by a code, chosen or preferred, that goes to the mailbox', async () => {
      for (const [kind, medium, to, shown] of [
        ['EMAIL_OTP', 'EMAIL', 'ada@example.com', 'a***@e***'],
        ['SMS_OTP', 'SMS', '+491701234567', '+********4567'],
      ] as const) {
        const asked = await respond(await initiate({USERNAME: 'ada'}), {ANSWER: kind})
        const preferred = await initiate({USERNAME: 'ada', PREFERRED_CHALLENGE: kind})
        for (const {ChallengeName, ChallengeParameters} of [asked, preferred]) {
          assert.equal(ChallengeName, kind)
          assert.equal(ChallengeParameters?.CODE_DELIVERY_DELIVERY_MEDIUM, medium)
          assert.equal(ChallengeParameters?.CODE_DELIVERY_DESTINATION, shown)
        }
        const {code, ...message} = (await mailbox()).at(-1) ?? {}
        assert.deepEqual([message.username, message.medium, message.to, message.purpose], ['ada', medium, to, kind])
        await assert.rejects(respond(preferred, {[`${kind}_CODE`]: 'wrong'}), {name: 'CodeMismatchException'})
        const done = await respond(preferred, {[`${kind}_CODE`]: code ?? ''})
        assert.ok(done.AuthenticationResult?.IdToken)
        await assert.rejects(respond(preferred, {[`${kind}_CODE`]: code ?? ''}), {name: 'NotAuthorizedException'})
      }
    })

    it('leaves the choice open where the preferred one is not there', async () => {
      const choice = await initiate({USERNAME: 'mute', PREFERRED_CHALLENGE: 'EMAIL_OTP'})
      assert.equal(choice.ChallengeName, 'SELECT_CHALLENGE')
      await assert.rejects(respond(choice, {USERNAME: 'mute', ANSWER: 'EMAIL_OTP'}), {
        name: 'InvalidParameterException',
      })
    })

    it('offers no code to whoever has a second factor', async () => {
      await prefer({EmailMfaSettings: {Enabled: true}})
      assert.deepEqual((await initiate({USERNAME: 'ada'})).AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP'])
    })

    it('locks after wrong codes', async () => {
      const asked = await initiate({USERNAME: 'ada', PREFERRED_CHALLENGE: 'EMAIL_OTP'})
      for (const _ of [1, 2, 3, 4, 5])
        await assert.rejects(respond(asked, {EMAIL_OTP_CODE: 'wrong'}), {name: 'CodeMismatchException'})
      await assert.rejects(respond(asked, {EMAIL_OTP_CODE: await lastCode()}), {message: 'Password attempts exceeded'})
      stack.clock.advance(1100)
      assert.ok((await respond(asked, {EMAIL_OTP_CODE: await lastCode()})).AuthenticationResult)
    })
  })

  describe('second factors', () => {
    it('refuses those that the user is not ready for', async () => {
      for (const settings of [{SMSMfaSettings: {Enabled: true}}, {EmailMfaSettings: {Enabled: true}}])
        await assert.rejects(
          stack.cognito.send(new AdminSetUserMFAPreferenceCommand({UserPoolId, Username: 'mute', ...settings})),
          {name: 'InvalidParameterException'},
        )
    })

    it('asks for a code by e-mail', async () => {
      await prefer({EmailMfaSettings: {Enabled: true, PreferredMfa: true}})
      const asked = await initiate({USERNAME: 'ada', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password})
      assert.equal(asked.ChallengeName, 'EMAIL_OTP')
      assert.ok((await respond(asked, {EMAIL_OTP_CODE: await lastCode()})).AuthenticationResult)
    })

    it('asks amazon-cognito-identity-js for a code by SMS, and which one of several', async () => {
      await prefer({SMSMfaSettings: {Enabled: true}, EmailMfaSettings: {Enabled: true}})
      const asked: string[] = []
      const session = await signIn(person(), asked, {mfa: lastCode, choose: 'SMS_MFA'})
      assert.deepEqual(asked, ['select SMS_MFA,EMAIL_OTP', 'SMS_MFA'])
      assert.equal(session.getAccessToken().payload.username, 'ada')
      await prefer({SMSMfaSettings: {Enabled: true, PreferredMfa: true}})
      kept.clear()
      const again: string[] = []
      await signIn(person(), again, {mfa: lastCode})
      assert.deepEqual(again, ['SMS_MFA'])
    })
  })

  describe('CUSTOM_AUTH', () => {
    it('asks the pool’s own questions in order, each again after a wrong answer', async () => {
      const first = await initiate({USERNAME: 'ada'}, 'CUSTOM_AUTH')
      assert.deepEqual(
        [first.ChallengeName, first.ChallengeParameters?.question],
        ['CUSTOM_CHALLENGE', 'The ship’s name?'],
      )
      const again = await respond(first, {ANSWER: 'Bounty'})
      assert.equal(again.ChallengeParameters?.question, 'The ship’s name?')
      const second = await respond(again, {ANSWER: 'Beagle'})
      assert.equal(second.ChallengeParameters?.question, 'Its captain?')
      assert.ok((await respond(second, {ANSWER: 'FitzRoy'})).AuthenticationResult?.AccessToken)
    })

    it('ends after three wrong answers', async () => {
      let asked: InitiateAuthResponse = await initiate({USERNAME: 'ada'}, 'CUSTOM_AUTH')
      for (const _ of [1, 2]) asked = await respond(asked, {ANSWER: 'no'})
      await assert.rejects(respond(asked, {ANSWER: 'no'}), {name: 'NotAuthorizedException'})
    })

    it('asks them after the password, as amazon-cognito-identity-js does it', async () => {
      const user = person()
      user.setAuthenticationFlowType('CUSTOM_AUTH')
      const asked: string[] = []
      const session = await signIn(user, asked, {answers: ['Beagle', 'FitzRoy']})
      assert.deepEqual(asked, ['The ship’s name?', 'Its captain?'])
      assert.equal(session.getAccessToken().payload.username, 'ada')
    })
  })

  describe('devices', () => {
    it('remembers one that amazon-cognito-identity-js confirmed, which then proves itself in place of a second factor', async () => {
      const user = person()
      await signIn(user, [], {})
      const {Devices = []} = await stack.cognito.send(new AdminListDevicesCommand({UserPoolId, Username: 'ada'}))
      assert.equal(Devices.length, 1)
      const [device] = Devices
      assert.match(device?.DeviceKey ?? '', /^eu-west-1_[0-9a-f-]{36}$/)
      await prefer({SMSMfaSettings: {Enabled: true, PreferredMfa: true}})
      const asked: string[] = []
      const session = await signIn(user, asked, {mfa: lastCode})
      assert.deepEqual(asked, [], 'the device stood in')
      assert.equal(session.getAccessToken().payload.device_key, device?.DeviceKey)
      await stack.cognito.send(
        new AdminUpdateDeviceStatusCommand({
          UserPoolId,
          Username: 'ada',
          DeviceKey: device?.DeviceKey,
          DeviceRememberedStatus: 'not_remembered',
        }),
      )
      await signIn(user, asked, {mfa: lastCode})
      assert.deepEqual(asked, ['SMS_MFA'])
    })

    it('meets one anew that an administrator had forgotten', async () => {
      const user = person()
      await signIn(user, [], {})
      const list = () => stack.cognito.send(new AdminListDevicesCommand({UserPoolId, Username: 'ada'}))
      const first = (await list()).Devices?.[0]?.DeviceKey
      await stack.cognito.send(new AdminForgetDeviceCommand({UserPoolId, Username: 'ada', DeviceKey: first}))
      await signIn(user, [], {})
      const {Devices = []} = await list()
      assert.equal(Devices.length, 1)
      assert.notEqual(Devices[0]?.DeviceKey, first)
    })

    it('shows them to their owner, and renews on the same device only', async () => {
      const session = await signIn(person(), [], {})
      const AccessToken = session.getAccessToken().getJwtToken()
      const {Devices = []} = await stack.cognito.send(new ListDevicesCommand({AccessToken}))
      const DeviceKey = Devices[0]?.DeviceKey ?? assert.fail('no device')
      const {Device} = await stack.cognito.send(new GetDeviceCommand({AccessToken, DeviceKey}))
      assert.equal(
        Device?.DeviceAttributes?.find(({Name}) => Name === 'dev:device_remembered_status')?.Value,
        'remembered',
      )
      const RefreshToken = session.getRefreshToken().getToken()
      const renew = (more: object) =>
        stack.cognito.send(new GetTokensFromRefreshTokenCommand({ClientId, RefreshToken, ...more}))
      await assert.rejects(renew({}), {name: 'NotAuthorizedException'})
      assert.ok((await renew({DeviceKey})).AuthenticationResult?.AccessToken)
    })
  })

  const person = () =>
    new CognitoUser({
      Username: 'ada',
      Pool: new CognitoUserPool({UserPoolId, ClientId, endpoint: stack.url, Storage: storage()}),
      Storage: storage(),
    })
  const storage = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  })

  /** Signs in with amazon-cognito-identity-js; what it was asked is in `asked`. */
  function signIn(
    user: CognitoUser,
    asked: string[],
    {mfa, choose, answers = []}: {mfa?: () => Promise<string>; choose?: string; answers?: string[]},
  ): Promise<CognitoUserSession> {
    return new Promise((resolve, reject) => {
      const callbacks = {
        onSuccess: resolve,
        onFailure: reject,
        mfaRequired: async (name: ChallengeNameType) => {
          asked.push(name)
          user.sendMFACode((await mfa?.()) ?? '', callbacks as never, name as never)
        },
        selectMFAType: (_name: unknown, parameters: {MFAS_CAN_CHOOSE: string}) => {
          asked.push(`select ${JSON.parse(parameters.MFAS_CAN_CHOOSE)}`)
          user.sendMFASelectionAnswer(choose ?? '', callbacks as never)
        },
        customChallenge: ({question = ''}: Record<string, string>) => {
          asked.push(question)
          user.sendCustomChallengeAnswer(answers.shift() ?? '', callbacks as never)
        },
      }
      user.authenticateUser(new AuthenticationDetails({Username: 'ada', Password: password}), callbacks as never)
    })
  }
})
