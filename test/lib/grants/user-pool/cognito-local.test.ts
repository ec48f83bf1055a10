import assert from 'node:assert/strict'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {totpCode} from '../../../../src/lib/emulator/cognito/totp.ts'
import {readSession} from '../../../../src/lib/session/sessions.ts'
import {type CognitoLocal, startCognitoLocal} from '../../../support/cognito-local.ts'
import {authctl, type TestWorld, testWorld} from '../../../support/world.ts'

const password = 'Correct-Horse-9'

/** A server that others wrote. It has no SRP, no USER_AUTH, no devices and no GetTokensFromRefreshToken. */
describe('signing in at cognito-local', () => {
  let server: CognitoLocal
  let world: TestWorld
  let env: Record<string, string>
  let UserPoolId = ''
  before(async function () {
    this.timeout(60_000)
    server = await startCognitoLocal()
    const {UserPool} = await server.cognito.send(
      new CreateUserPoolCommand({PoolName: 'witness', UsernameAttributes: [], MfaConfiguration: 'OPTIONAL'}),
    )
    UserPoolId = UserPool?.Id ?? assert.fail('no pool')
    const {UserPoolClient} = await server.cognito.send(
      new CreateUserPoolClientCommand({UserPoolId, ClientName: 'cli', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH']}),
    )
    await server.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: {Enabled: true},
      }),
    )
    env = {
      AUTHCTL_USER_POOL_ID: UserPoolId,
      AUTHCTL_ENDPOINT: server.url,
      AUTHCTL_CLIENT_ID: UserPoolClient?.ClientId ?? '',
      AUTHCTL_PASSWORD: password,
    }
  })
  after(() => server?.stop())
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  async function person(Username: string, permanent = true): Promise<void> {
    await server.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        TemporaryPassword: password,
        UserAttributes: [{Name: 'email', Value: `${Username}@example.com`}],
        MessageAction: 'SUPPRESS',
      }),
    )
    if (permanent)
      await server.cognito.send(
        new AdminSetUserPasswordCommand({UserPoolId, Username, Password: password, Permanent: true}),
      )
  }
  const run = (line: readonly string[], more: Record<string, string> = {}) =>
    authctl({...world, env: {...env, ...more}}, ...line)
  const login = (username: string, ...more: string[]) => [
    ...['login', '--flow', 'password', '--store', 'plaintext', '--username', username],
    ...more,
  ]

  it('by password; asks who it is, renews and revokes', async () => {
    await person('ada')
    const signedIn = await run(login('ada', '--json'))
    assert.equal(signedIn.status, 0, signedIn.stderr)
    assert.deepEqual(signedIn.json().tokens, ['access', 'id', 'refresh'])
    const {json} = await run(['whoami', '--json'])
    assert.deepEqual([json().username, json().claims.email], ['ada', 'ada@example.com'])
    const before = await readSession(world, {name: 'direct'}, 'default')
    const renewed = await run(['token', 'refresh'])
    assert.equal(renewed.status, 0, renewed.stderr)
    const after = await readSession(world, {name: 'direct'}, 'default')
    assert.notEqual(after?.tokenSet.accessToken, before?.tokenSet.accessToken)
    assert.equal(after?.tokenSet.refreshToken, before?.tokenSet.refreshToken)
    const out = await run(['logout', '--json'])
    assert.equal(out.json().revoked, true)
  })

  it('with a first password that has to be changed', async () => {
    await person('grace', false)
    const {status, stderr} = await run(login('grace'), {AUTHCTL_NEW_PASSWORD: 'Another-Horse-9'})
    assert.equal(status, 0, stderr)
    assert.equal((await run(login('grace'), {AUTHCTL_PASSWORD: 'Another-Horse-9'})).status, 0)
  })

  it('with the code of an authenticator app', async () => {
    await person('edsger')
    assert.equal((await run(login('edsger'))).status, 0)
    const {tokenSet} = (await readSession(world, {name: 'direct'}, 'default')) ?? assert.fail('no session')
    const {accessToken: AccessToken} = tokenSet
    const {SecretCode = ''} = await server.cognito.send(new AssociateSoftwareTokenCommand({AccessToken}))
    const code = () => totpCode(SecretCode, Math.floor(Date.now() / 30_000))
    await server.cognito.send(new VerifySoftwareTokenCommand({AccessToken, UserCode: code()}))
    await server.cognito.send(
      new SetUserMFAPreferenceCommand({AccessToken, SoftwareTokenMfaSettings: {Enabled: true, PreferredMfa: true}}),
    )
    const missing = await run(login('edsger', '--json'))
    assert.match(missing.json().error.message, /--mfa-code-stdin/)
    const {status, stderr} = await run(login('edsger'), {AUTHCTL_MFA_CODE: code()})
    assert.equal(status, 0, stderr)
  })

  it('is told that a flow is not there', async () => {
    await person('linus')
    const {status, json} = await run([
      'login',
      '--flow',
      'srp',
      '--store',
      'plaintext',
      '--username',
      'linus',
      '--json',
    ])
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
  })
})
