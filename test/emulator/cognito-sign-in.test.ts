import assert from 'node:assert/strict'
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {AuthenticationDetails, CognitoUser, CognitoUserPool, type CognitoUserSession} from 'amazon-cognito-identity-js'
import {JwtRsaVerifier} from 'aws-jwt-verify'
import {totpCode} from '../../src/lib/emulator/cognito/totp.ts'
import {jwksOf} from '../../src/lib/emulator/keys.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'

const password = 'Correct-Horse-9'

/** What the sign-in asked for, in order, and how it ended. */
interface Outcome {
  asked: string[]
  session?: CognitoUserSession
  error?: Error & {code?: string}
}

describe('signing in with amazon-cognito-identity-js', () => {
  let stack: TestStack
  beforeEach(async () => {
    stack = await testStack()
  })
  afterEach(() => stack.stop())

  const userNamed = (name: string) =>
    new CognitoUser({
      Username: name,
      Pool: new CognitoUserPool({UserPoolId: poolId, ClientId: clientId, endpoint: stack.url}),
    })

  it('proves the password by SRP', async () => {
    const {session, asked} = await signIn(userNamed('ada'), password)
    assert.deepEqual(asked, [])
    assert.equal(session?.getAccessToken().payload.username, 'ada')
    assert.deepEqual(session?.getIdToken().payload['cognito:groups'], ['admins', 'editors'])
  })

  it('signs in by a verified e-mail address in any case', async () => {
    const {session} = await signIn(userNamed('ADA@example.com'), password)
    assert.equal(session?.getAccessToken().payload.username, 'ada')
  })

  it('is refused with a wrong password, and for a stranger, in the same words', async () => {
    for (const name of ['ada', 'nobody']) {
      const {error} = await signIn(userNamed(name), 'Wrong-Horse-9')
      assert.equal(error?.code, 'NotAuthorizedException')
      assert.equal(error?.message, 'Incorrect username or password.')
    }
  })

  it('takes one proof for each challenge', async () => {
    const {ChallengeName, ChallengeParameters, Session} = await stack.cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: {USERNAME: 'ada', SRP_A: 'abcdef'},
      }),
    )
    const prove = () =>
      stack.cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: clientId,
          ChallengeName,
          Session,
          ChallengeResponses: {
            USERNAME: 'ada',
            PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters?.SECRET_BLOCK ?? '',
            PASSWORD_CLAIM_SIGNATURE: 'bm90aGluZw==',
            TIMESTAMP: 'Tue May 7 00:09:40 UTC 2025',
          },
        }),
      )
    await assert.rejects(prove(), {message: 'Incorrect username or password.'})
    await assert.rejects(prove(), {message: 'Invalid session for the user, session is expired.'})
  })

  it('chooses a new password where the first was temporary', async () => {
    await stack.cognito.send(
      new AdminCreateUserCommand({UserPoolId: poolId, Username: 'rosa', TemporaryPassword: password}),
    )
    const {session, asked} = await signIn(userNamed('rosa'), password, {newPassword: 'Better-Horse-10'})
    assert.deepEqual(asked, ['new password'])
    assert.ok(session?.isValid())
    assert.ok((await signIn(userNamed('rosa'), 'Better-Horse-10')).session)
    const {UserStatus} = await stack.cognito.send(new AdminGetUserCommand({UserPoolId: poolId, Username: 'rosa'}))
    assert.equal(UserStatus, 'CONFIRMED')
  })

  it('sets up an authenticator app where one is required, and is asked for its code from then on', async () => {
    await stack.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: poolId,
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: {Enabled: true},
      }),
    )
    const app: {secret?: string} = {}
    const code = () => totpCode(app.secret ?? '', Math.floor(stack.clock.seconds() / 30))
    const first = await signIn(userNamed('ada'), password, {app, code})
    assert.deepEqual(first.asked, ['set up MFA'])
    assert.ok(first.session?.isValid(), String(first.error))

    const replayed = await signIn(userNamed('ada'), password, {app, code})
    assert.deepEqual(replayed.asked, ['code'])
    assert.equal(replayed.error?.code, 'ExpiredCodeException')

    stack.clock.advance(30_000)
    const second = await signIn(userNamed('ada'), password, {app, code})
    assert.deepEqual(second.asked, ['code'])
    assert.ok(second.session?.isValid(), String(second.error))

    const wrong = await signIn(userNamed('ada'), password, {app, code: () => '000000'})
    assert.equal(wrong.error?.code, 'CodeMismatchException')
  })

  it('refreshes, signs out everywhere, and is then told so', async () => {
    const user = userNamed('ada')
    const {session} = await signIn(user, password)
    const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
      user.refreshSession(session!.getRefreshToken(), (error, renewed) => (error ? reject(error) : resolve(renewed))),
    )
    assert.notEqual(refreshed.getAccessToken().getJwtToken(), session?.getAccessToken().getJwtToken())
    await new Promise((resolve, reject) => user.globalSignOut({onSuccess: resolve, onFailure: reject}))
    const refresh = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: {REFRESH_TOKEN: session!.getRefreshToken().getToken()},
    })
    await assert.rejects(stack.cognito.send(refresh), {
      name: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
    })
    assert.ok((await signIn(userNamed('ada'), password)).session, 'and may sign in again')
  })

  it('gets tokens that aws-jwt-verify accepts, each by its own key', async () => {
    const {session} = await signIn(userNamed('grace'), password)
    const verifier = JwtRsaVerifier.create({
      issuer: `${stack.url}/${poolId}`,
      audience: null,
      jwksUri: 'https://unused',
    })
    verifier.cacheJwks((await jwksOf(stack.state.pools.get(poolId)!)) as any)
    const idToken = session!.getIdToken().getJwtToken()
    const accessToken = session!.getAccessToken().getJwtToken()
    const id = verifier.verifySync(idToken, {audience: clientId})
    const access = verifier.verifySync(accessToken)

    const [idHead, accessHead] = [idToken, accessToken].map(token =>
      JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()),
    )
    assert.deepEqual(Object.keys(idHead).sort(), ['alg', 'kid'])
    assert.equal(accessHead.alg, 'RS256')
    assert.notEqual(idHead.kid, accessHead.kid)
    assert.deepEqual(Object.keys(access).sort(), [
      'auth_time',
      'client_id',
      'cognito:groups',
      'event_id',
      'exp',
      'iat',
      'iss',
      'jti',
      'origin_jti',
      'scope',
      'sub',
      'token_use',
      'username',
    ])
    assert.equal(access.scope, 'aws.cognito.signin.user.admin')
    assert.equal(access.token_use, 'access')
    assert.equal(access.client_id, clientId)
    assert.deepEqual(Object.keys(id).sort(), [
      'aud',
      'auth_time',
      'cognito:groups',
      'cognito:username',
      'email',
      'email_verified',
      'event_id',
      'exp',
      'iat',
      'iss',
      'jti',
      'name',
      'origin_jti',
      'sub',
      'token_use',
    ])
    assert.equal(id.email_verified, true)
    assert.equal(id.aud, clientId)
    assert.equal(id.token_use, 'id')
    assert.equal(id.origin_jti, access.origin_jti)
    assert.equal(Number(id.exp) - Number(id.iat), 3600)
  })
})

/** Signs in as the library's users would write it, answering what is asked. */
function signIn(
  user: CognitoUser,
  secret: string,
  answers: {newPassword?: string; app?: {secret?: string}; code?: () => string} = {},
): Promise<Outcome> {
  const asked: string[] = []
  return new Promise(resolve => {
    const ends = {
      onSuccess: (session: CognitoUserSession) => resolve({asked, session}),
      onFailure: (error: Error) => resolve({asked, error}),
    }
    user.authenticateUser(new AuthenticationDetails({Username: user.getUsername(), Password: secret}), {
      ...ends,
      newPasswordRequired: () => {
        asked.push('new password')
        user.completeNewPasswordChallenge(answers.newPassword ?? '', {}, ends)
      },
      mfaSetup: () => {
        asked.push('set up MFA')
        user.associateSoftwareToken({
          onFailure: ends.onFailure,
          associateSecretCode: code => {
            answers.app!.secret = code
            user.verifySoftwareToken(answers.code!(), 'phone', ends)
          },
        })
      },
      totpRequired: () => {
        asked.push('code')
        user.sendMFACode(answers.code!(), ends, 'SOFTWARE_TOKEN_MFA')
      },
    })
  })
}
