import type {ChallengeNameType, InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import {type Answer, deviceKeyIn, still} from './answer.ts'
import {pose} from './challenges.ts'
import {checkPassword, entrant} from './check-password.ts'
import {dueFactors} from './mfa.ts'
import {parameter} from './parameter.ts'
import {addressFor, askSentCode} from './sent-code.ts'
import {admit} from './sign-in.ts'
import {askPasswordProof} from './srp-challenge.ts'
import {findUser} from './usernames.ts'

type Parameters = Readonly<Record<string, string>>

/**
 * USER_AUTH: the preferred factor at once where it is there for this person, else the choice. A stranger's name is
 * offered a password, so that the choice does not show who exists.
 */
export async function byChoice(
  stack: Stack,
  pool: Pool,
  client: Client,
  parameters: Parameters,
): Promise<InitiateAuthResponse> {
  const name = parameter(parameters, 'USERNAME')
  const hidden = client.settings.PreventUserExistenceErrors === 'ENABLED'
  const user = hidden ? findUser(pool, name) : entrant(pool, client, name)
  const offered = user ? available(pool, user) : (['PASSWORD', 'PASSWORD_SRP'] as const)
  const username = user?.username ?? name
  const {PREFERRED_CHALLENGE: preferred = '', DEVICE_KEY: deviceKey} = parameters
  const named = {username, ...(deviceKey && {deviceKey})}
  if ((offered as readonly string[]).includes(preferred))
    return begun(stack, {pool, client, name, deviceKey}, preferred as ChallengeNameType, parameters)
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: pose(stack, pool, client, {name: 'SELECT_CHALLENGE', offered, ...named}),
    ChallengeParameters: {},
    AvailableChallenges: [...offered],
  }
}

/** SELECT_CHALLENGE: goes on with what was chosen. */
export async function choose(
  stack: Stack,
  {pool, client, challenge, responses}: Answer,
): Promise<InitiateAuthResponse> {
  const chosen = parameter(responses, 'ANSWER')
  if (!challenge.offered?.includes(chosen))
    throw new Problem('InvalidParameterException', `${chosen} is not available for the user.`)
  const deviceKey = deviceKeyIn({challenge, responses})
  return begun(stack, {pool, client, name: challenge.username, deviceKey}, chosen as ChallengeNameType, responses)
}

/** PASSWORD and PASSWORD_SRP, where they are challenges of their own. */
export async function givePassword(
  stack: Stack,
  {pool, client, challenge, responses}: Answer,
): Promise<InitiateAuthResponse> {
  const {username: name, deviceKey} = challenge
  return begun(stack, {pool, client, name, deviceKey}, challenge.name, responses)
}

async function begun(
  stack: Stack,
  {pool, client, name, deviceKey}: {pool: Pool; client: Client; name: string; deviceKey: string | undefined},
  factor: ChallengeNameType,
  parameters: Parameters,
): Promise<InitiateAuthResponse> {
  const {PASSWORD, SRP_A} = parameters
  if (factor === 'PASSWORD' && PASSWORD !== undefined)
    return admit(stack, {pool, client, user: checkPassword(stack, pool, client, name, PASSWORD), deviceKey})
  if (factor === 'PASSWORD_SRP' && SRP_A !== undefined)
    return askPasswordProof(stack, pool, client, name, SRP_A, deviceKey)
  if (factor === 'EMAIL_OTP' || factor === 'SMS_OTP') {
    const challenge = {name: factor, clientId: client.settings.ClientId, username: name, expiresAt: 0}
    return askSentCode(stack, {...still({pool, client, challenge, responses: {}}), deviceKey}, factor)
  }
  return {
    ChallengeName: factor,
    Session: pose(stack, pool, client, {name: factor, username: name, ...(deviceKey && {deviceKey})}),
    ChallengeParameters: {},
  }
}

/** What the pool lets this person begin with. Codes are for those without a second factor. */
function available(pool: Pool, user: User): ChallengeNameType[] {
  const allowed: readonly string[] = pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD']
  const codes = pool.settings.MfaConfiguration !== 'ON' && dueFactors(pool, user).length === 0
  return [
    ...(user.password && allowed.includes('PASSWORD') ? (['PASSWORD', 'PASSWORD_SRP'] as const) : []),
    ...(['EMAIL_OTP', 'SMS_OTP'] as const).filter(kind => codes && allowed.includes(kind) && addressFor(user, kind)),
  ]
}
