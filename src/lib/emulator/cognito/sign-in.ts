import {randomUUID} from 'node:crypto'
import type {
  AuthenticationResultType,
  ChallengeNameType,
  InitiateAuthResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import {issueRefreshToken} from '../refresh-tokens.ts'
import type {Challenge} from '../sign-ins.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import {adminScope, lifetime, mintAccessToken, mintIdToken, type SignIn} from '../tokens.ts'
import {readableAttributes, requiredNames} from './attributes.ts'
import {rememberSignIn} from './auth-events.ts'
import {pose} from './challenges.ts'
import {askDevice} from './device-challenge.ts'
import {deviceOf, newDeviceKeys, rememberedDevice, tracksDevices} from './devices.ts'
import {dueFactors, lacksFactor, type SecondFactor} from './mfa.ts'
import {askSentCode} from './sent-code.ts'

/** Who signs in where. */
export interface Entrant {
  readonly pool: Pool
  readonly client: Client
  readonly user: User
  /** As the device named itself; undefined for one that is not known here. */
  readonly deviceKey?: string | undefined
}

/**
 * What follows a proven password: a new one where it was temporary, the proof of a remembered device, a second factor
 * where one is due, or tokens.
 */
export async function admit(stack: Stack, entrant: Entrant): Promise<InitiateAuthResponse> {
  if (entrant.user.status === 'FORCE_CHANGE_PASSWORD') return askNewPassword(stack, entrant)
  const {pool, user, deviceKey} = entrant
  if (rememberedDevice(pool, user, deviceKey)) return askDevice(stack, entrant)
  return askSecondFactor(stack, entrant)
}

/** What follows once the password is settled. */
export async function askSecondFactor(stack: Stack, entrant: Entrant): Promise<InitiateAuthResponse> {
  const {pool, user} = entrant
  const due = dueFactors(pool, user)
  if (due.length > 1)
    return posed(stack, entrant, 'SELECT_MFA_TYPE', {MFAS_CAN_CHOOSE: JSON.stringify(due)}, {offered: due})
  if (due[0] !== undefined) return askFactor(stack, entrant, due[0])
  if (lacksFactor(pool, user)) return posed(stack, entrant, 'MFA_SETUP', {MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]'})
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}

/** One second factor. */
export function askFactor(stack: Stack, entrant: Entrant, factor: SecondFactor): InitiateAuthResponse {
  if (factor !== 'SOFTWARE_TOKEN_MFA') return askSentCode(stack, entrant, factor)
  return posed(stack, entrant, factor, {FRIENDLY_DEVICE_NAME: entrant.user.mfa.deviceName ?? ''})
}

function posed(
  stack: Stack,
  {pool, client, user: {username}, deviceKey}: Entrant,
  name: ChallengeNameType,
  parameters: Record<string, string>,
  more: Partial<Challenge> = {},
): InitiateAuthResponse {
  return {
    ChallengeName: name,
    Session: pose(stack, pool, client, {name, username, ...(deviceKey && {deviceKey}), ...more}),
    ChallengeParameters: {USER_ID_FOR_SRP: username, ...parameters},
  }
}

/** Tokens of a new sign-in through the API. Where the pool tracks devices, one that is new gets a key. */
export async function signIn(stack: Stack, entrant: Entrant): Promise<AuthenticationResultType> {
  const {pool, user} = entrant
  const known = tracksDevices(pool) && entrant.deviceKey !== undefined ? deviceOf(user, entrant.deviceKey) : undefined
  if (known) known.lastSignInAt = stack.clock.now()
  const met = tracksDevices(pool) && !known ? newDeviceKeys(pool) : undefined
  const signIn: SignIn = {
    ...entrant,
    scope: adminScope,
    authTime: stack.clock.seconds(),
    originJti: randomUUID(),
    eventId: randomUUID(),
    viaOAuth: false,
    deviceKey: known?.key ?? met?.DeviceKey,
  }
  rememberSignIn(stack, pool, user, true)
  const tokens = {...(await mint(stack, signIn)), RefreshToken: issueRefreshToken(stack, signIn)}
  return {...tokens, ...(met && {NewDeviceMetadata: met})}
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

function askNewPassword(stack: Stack, entrant: Entrant): InitiateAuthResponse {
  const {pool, user} = entrant
  const attributes = user.attributes.filter(({Name}) => Name !== 'sub')
  const missing = requiredNames(pool.settings.SchemaAttributes).filter(
    name => !attributes.some(({Name}) => Name === name),
  )
  return posed(stack, entrant, 'NEW_PASSWORD_REQUIRED', {
    requiredAttributes: JSON.stringify(missing.map(name => `userAttributes.${name}`)),
    userAttributes: JSON.stringify(Object.fromEntries(attributes.map(({Name, Value}) => [Name, Value]))),
  })
}
