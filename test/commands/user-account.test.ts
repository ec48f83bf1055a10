import assert from 'node:assert/strict'
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AssociateSoftwareTokenCommand,
  ConfirmDeviceCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SetUserPoolSessionConfigurationCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {totpCode} from '../../src/lib/emulator/cognito/totp.ts'
import {type RecordedPool, recordedPool} from '../support/directory.ts'
import {clientId, poolId} from '../support/stack.ts'
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

const user = (...words: string[]) => authctl(world, 'user', ...words)
const password = 'Correct-Horse-9'

function signIn(USERNAME = 'ada', PASSWORD = password) {
  const asked = {ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: {USERNAME, PASSWORD}} as const
  return stack.cognito.send(new InitiateAuthCommand(asked))
}

async function found(Username: string) {
  return stack.cognito.send(new AdminGetUserCommand({UserPoolId: poolId, Username}))
}

describe('authctl user confirm, reset, sign-out', () => {
  eachOnItsOwn()

  it('confirms who signed up', async () => {
    const rosa = {ClientId: clientId, Username: 'rosa', Password: password}
    await stack.cognito.send(new SignUpCommand({...rosa, UserAttributes: [{Name: 'email', Value: 'rosa@example.com'}]}))
    const rehearsed = (await user('confirm', 'rosa', '--dry-run', '--json')).json()
    assert.deepEqual(rehearsed.changes, [{path: 'status', before: 'UNCONFIRMED', after: 'CONFIRMED'}])
    assert.equal((await user('confirm', 'rosa', '--json')).json().status, 'CONFIRMED')
    assert.ok((await signIn('rosa')).AuthenticationResult)
  })
  it('stops with conflict for somebody who is confirmed', async () => {
    const {status, stderr} = await user('confirm', 'ada')
    assert.equal(status, 10)
    assert.match(stderr, /ada is confirmed already\./)
  })
  it('says that a user an administrator made is not confirmed so', async () => {
    await stack.cognito.send(new AdminCreateUserCommand({UserPoolId: poolId, Username: 'made'}))
    const {status, stderr} = await user('confirm', 'made')
    assert.equal(status, 4)
    assert.match(stderr, /FORCE_CHANGE_PASSWORD/)
    assert.equal((await user('confirm', 'nobody')).status, 5)
  })
  it('makes a password invalid, after asking', async () => {
    assert.equal((await user('reset', 'ada')).status, 2)
    assert.equal((await user('reset', 'ada', '--yes', '--json')).json().status, 'RESET_REQUIRED')
    await assert.rejects(signIn(), {name: 'PasswordResetRequiredException'})
  })
  it('signs out everywhere', async () => {
    const {AccessToken} = (await signIn()).AuthenticationResult ?? {}
    assert.deepEqual((await user('sign-out', 'ada', '--json')).json(), {username: 'ada', signedOut: true})
    await assert.rejects(stack.cognito.send(new GetUserCommand({AccessToken})), {name: 'NotAuthorizedException'})
    assert.equal((await user('sign-out', 'nobody')).status, 5)
  })
})

describe('authctl user mfa', () => {
  eachOnItsOwn()

  beforeEach(async () => {
    await authctl(world, 'pool', 'set', '--mfa', 'optional', '--totp', '--yes')
    const {AccessToken} = (await signIn()).AuthenticationResult ?? {}
    const {SecretCode = ''} = await stack.cognito.send(new AssociateSoftwareTokenCommand({AccessToken}))
    const UserCode = totpCode(SecretCode, Math.floor(Date.now() / 30_000))
    await stack.cognito.send(new VerifySoftwareTokenCommand({AccessToken, UserCode}))
  })

  it('shows, switches on, prefers, switches off', async () => {
    const mfa = async (...words: string[]) => (await user('mfa', 'ada', ...words, '--json')).json()
    assert.deepEqual(await mfa('--disable', 'totp'), {username: 'ada', methods: []})
    assert.deepEqual(await mfa('--enable', 'totp'), {username: 'ada', methods: ['totp']})
    assert.deepEqual(await mfa('--prefer', 'totp'), {username: 'ada', preferred: 'totp', methods: ['totp']})
    assert.equal((await signIn()).ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.deepEqual(await mfa('--prefer', 'none'), {username: 'ada', methods: ['totp']})
    assert.deepEqual(await mfa(), {username: 'ada', methods: ['totp']})
    assert.deepEqual(await mfa('--forget-app'), {username: 'ada', methods: []})
    assert.ok((await signIn()).AuthenticationResult)
  })
  it('tells only what changes, and refuses contradictions', async () => {
    await user('mfa', 'ada', '--enable', 'totp')
    const before = between.writes().length
    const {json} = await user('mfa', 'ada', '--prefer', 'totp', '--dry-run', '--json')
    assert.deepEqual(json().calls, [
      {
        operation: 'AdminSetUserMFAPreference',
        input: {
          UserPoolId: poolId,
          Username: 'ada',
          SoftwareTokenMfaSettings: {Enabled: true, PreferredMfa: true},
        },
      },
    ])
    assert.equal(between.writes().length, before)
    assert.equal((await user('mfa', 'ada', '--enable', 'totp', '--disable', 'totp')).status, 2)
    assert.equal((await user('mfa', 'ada', '--enable', 'sms')).status, 2)
  })
})

describe('authctl user link, unlink', () => {
  eachOnItsOwn()

  const words = ['ada', '--provider', 'AcmeOIDC', '--subject', 'marie']

  it('makes a person of a provider this user, and undoes it', async () => {
    const link = {username: 'ada', provider: 'AcmeOIDC', subject: 'marie'}
    assert.deepEqual((await user('link', ...words, '--json')).json(), {...link, linked: true})
    const identities = (await found('ada')).UserAttributes?.find(({Name}) => Name === 'identities')?.Value ?? ''
    assert.deepEqual([JSON.parse(identities)[0].providerName, JSON.parse(identities)[0].userId], ['AcmeOIDC', 'marie'])
    assert.equal((await user('link', ...words)).status, 2)
    assert.equal((await user('unlink', 'ada', '--provider', 'AcmeOIDC')).status, 2)
    const undone = await user('unlink', 'ada', '--provider', 'AcmeOIDC', '--yes', '--json')
    assert.deepEqual(undone.json(), {...link, linked: false})
    assert.equal((await user('unlink', 'ada', '--provider', 'AcmeOIDC', '--yes')).status, 5)
  })
  it('asks which, where a user is several people at a provider', async () => {
    await user('link', ...words)
    await user('link', 'ada', '--provider', 'AcmeOIDC', '--subject', 'niels')
    const {status, json} = await user('unlink', 'ada', '--provider', 'AcmeOIDC', '--yes', '--json')
    assert.deepEqual([status, json().error.hints], [2, ['--subject marie', '--subject niels']])
    assert.equal((await user('unlink', 'ada', '--provider', 'AcmeOIDC', '--subject', 'niels', '--yes')).status, 0)
  })
  it('stops with not_found for an unknown user or provider', async () => {
    assert.equal((await user('link', 'nobody', '--provider', 'AcmeOIDC', '--subject', 'x')).status, 5)
    assert.equal((await user('link', 'ada', '--provider', 'Typo', '--subject', 'x')).status, 5)
  })
})

describe('authctl user events', () => {
  eachOnItsOwn()

  it('lists what happened, newest first, page by page', async () => {
    await authctl(world, 'pool', 'set', '--set', 'userPoolAddOns.advancedSecurityMode=AUDIT', '--yes')
    await assert.rejects(signIn('ada', 'Wrong-Horse-9'))
    for (let at = 0; at < 61; at++) await signIn()
    const {events} = (await user('events', 'ada', '--json')).json()
    assert.deepEqual([events.length, events[0].response, events.at(-1).response], [62, 'Pass', 'Fail'])
    assert.deepEqual(events[0].challenges, [{name: 'Password', response: 'Success'}])
    assert.equal((await user('events', 'ada', '--limit', '3', '--json')).json().events.length, 3)
  })
  it('says that this pool remembers nothing', async () => {
    const {status, json} = await user('events', 'ada', '--json')
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
  })
})

describe('authctl user devices', () => {
  eachOnItsOwn()

  it('lists devices and forgets one', async () => {
    const tracking =
      'deviceConfiguration={"challengeRequiredOnNewDevice":false,"deviceOnlyRememberedOnUserPrompt":false}'
    assert.equal((await authctl(world, 'pool', 'set', '--set', tracking, '--yes')).status, 0)
    const {AccessToken, NewDeviceMetadata} = (await signIn()).AuthenticationResult ?? {}
    const DeviceKey = NewDeviceMetadata?.DeviceKey
    const DeviceSecretVerifierConfig = {
      PasswordVerifier: Buffer.from('1234', 'hex').toString('base64'),
      Salt: Buffer.from('5678', 'hex').toString('base64'),
    }
    await stack.cognito.send(
      new ConfirmDeviceCommand({AccessToken, DeviceKey, DeviceName: 'laptop', DeviceSecretVerifierConfig}),
    )
    const {devices} = (await user('devices', 'ada', '--json')).json()
    assert.deepEqual(
      devices.map(({key, attributes}: any) => [key, attributes.device_name]),
      [[DeviceKey, 'laptop']],
    )
    assert.equal((await user('devices', 'ada', '--forget', String(DeviceKey))).status, 2)
    assert.deepEqual((await user('devices', 'ada', '--forget', String(DeviceKey), '--yes', '--json')).json(), {
      devices: [],
    })
    assert.equal((await user('devices', 'nobody')).status, 5)
  })
})

describe('authctl user sessions', () => {
  eachOnItsOwn()

  it('lists sessions and ends one', async () => {
    assert.match((await user('sessions', 'ada')).stdout, /No sessions are known/)
    await stack.cognito.send(
      new SetUserPoolSessionConfigurationCommand({
        UserPoolId: poolId,
        UserSessionTracking: 'ENABLED',
        TokenSession: {MaxPerUser: 20},
      }),
    )
    const {RefreshToken = ''} = (await signIn()).AuthenticationResult ?? {}
    await signIn()
    const {sessions} = (await user('sessions', 'ada', '--json')).json()
    assert.equal(sessions.length, 2)
    assert.match(sessions[0].id, /^tkn[a-z0-9]{25}$/)
    assert.deepEqual([sessions[0].type, sessions[0].clientId], ['TOKEN', clientId])
    for (const {id} of sessions) assert.equal((await user('sessions', 'ada', '--revoke', id, '--yes')).status, 0)
    assert.deepEqual((await user('sessions', 'ada', '--json')).json(), {sessions: []})
    const asked = {
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: {REFRESH_TOKEN: RefreshToken},
    } as const
    await assert.rejects(stack.cognito.send(new InitiateAuthCommand(asked)), {name: 'NotAuthorizedException'})
    assert.equal((await user('sessions', 'ada', '--revoke', 'tknx', '--yes')).status, 5)
  })
})
