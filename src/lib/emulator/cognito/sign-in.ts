import {randomUUID} from 'node:crypto'
import type {AuthenticationResultType, InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import {issueRefreshToken} from '../refresh-tokens.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import {adminScope, lifetime, mintAccessToken, mintIdToken, type SignIn} from '../tokens.ts'
import {readableAttributes, requiredNames} from './attributes.ts'
import {pose} from './challenges.ts'
import {softwareToken} from './mfa.ts'

/** Who signs in where. */
export interface Entrant {
  readonly pool: Pool
  readonly client: Client
  readonly user: User
}

/** What follows a proven password: a new one where it was temporary, a second factor where one is due, or tokens. */
export async function admit(stack: Stack, entrant: Entrant): Promise<InitiateAuthResponse> {
  if (entrant.user.status === 'FORCE_CHANGE_PASSWORD') return askNewPassword(stack, entrant)
  return askSecondFactor(stack, entrant)
}

/** What follows once the password is settled. */
export async function askSecondFactor(stack: Stack, entrant: Entrant): Promise<InitiateAuthResponse> {
  const {pool, client, user} = entrant
  const {username} = user
  const factor = softwareToken(pool, user)
  if (factor === 'due')
    return {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: pose(stack, pool, client, {name: 'SOFTWARE_TOKEN_MFA', username}),
      ChallengeParameters: {USER_ID_FOR_SRP: username, FRIENDLY_DEVICE_NAME: user.mfa.deviceName ?? ''},
    }
  if (factor === 'missing')
    return {
      ChallengeName: 'MFA_SETUP',
      Session: pose(stack, pool, client, {name: 'MFA_SETUP', username}),
      ChallengeParameters: {MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: username},
    }
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}

/** Tokens of a new sign-in through the API. */
export async function signIn(stack: Stack, entrant: Entrant): Promise<AuthenticationResultType> {
  const signIn: SignIn = {
    ...entrant,
    scope: adminScope,
    authTime: stack.clock.seconds(),
    originJti: randomUUID(),
    eventId: randomUUID(),
    viaOAuth: false,
  }
  return {...(await mint(stack, signIn)), RefreshToken: issueRefreshToken(stack, signIn)}
}

/** An access and an ID token, for a new sign-in or a refreshed one. */
export async function mint(stack: Stack, signIn: SignIn): Promise<AuthenticationResultType> {
  const attributes = Object.fromEntries(
    readableAttributes(signIn.client, signIn.user).map(({Name = '', Value = ''}) => [Name, Value]),
  )
  const [AccessToken, IdToken] = await Promise.all([
    mintAccessToken(stack, signIn),
    mintIdToken(stack, signIn, {attributes}),
  ])
  return {AccessToken, IdToken, ExpiresIn: lifetime(signIn.client, 'AccessToken'), TokenType: 'Bearer'}
}

/** @throws Problem `NotAuthorizedException` when the account is disabled. */
export function assertEnabled(user: User): void {
  if (!user.enabled) throw new Problem('NotAuthorizedException', 'User is disabled.')
}

function askNewPassword(stack: Stack, {pool, client, user}: Entrant): InitiateAuthResponse {
  const attributes = user.attributes.filter(({Name}) => Name !== 'sub')
  const missing = requiredNames(pool.settings.SchemaAttributes).filter(
    name => !attributes.some(({Name}) => Name === name),
  )
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: pose(stack, pool, client, {name: 'NEW_PASSWORD_REQUIRED', username: user.username}),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map(name => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(Object.fromEntries(attributes.map(({Name, Value}) => [Name, Value]))),
    },
  }
}
