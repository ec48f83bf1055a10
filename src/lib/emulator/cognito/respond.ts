import type {
  ChallengeNameType,
  InitiateAuthResponse,
  RespondToAuthChallengeRequest,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'
import {type Answer, deviceKeyIn, still} from './answer.ts'
import {
  assertAttributes,
  assertRequired,
  assertWritable,
  claimAliases,
  requiredNames,
  setAttributes,
} from './attributes.ts'
import {pending, settle} from './challenges.ts'
import {checkCode} from './check-code.ts'
import {answerCustom, askCustom} from './custom-challenge.ts'
import {offerDeviceHalf, proveDevice} from './device-challenge.ts'
import {choose, givePassword} from './first-factors.ts'
import type {SecondFactor} from './mfa.ts'
import {parameter} from './parameter.ts'
import {assertPolicy, setPassword} from './passwords.ts'
import {assertSecretHash} from './secret-hash.ts'
import {giveSentCode} from './sent-code.ts'
import {admit, askFactor, askSecondFactor, signIn} from './sign-in.ts'
import {checkPasswordProof} from './srp-challenge.ts'
import {attributeOf, findUser} from './usernames.ts'

const judges: Partial<Record<ChallengeNameType, (stack: Stack, answer: Answer) => Promise<InitiateAuthResponse>>> = {
  PASSWORD_VERIFIER: provePassword,
  NEW_PASSWORD_REQUIRED: chooseNewPassword,
  SOFTWARE_TOKEN_MFA: giveCode,
  MFA_SETUP: finishSetup,
  SELECT_CHALLENGE: choose,
  PASSWORD: givePassword,
  PASSWORD_SRP: givePassword,
  EMAIL_OTP: giveSentCode,
  SMS_OTP: giveSentCode,
  SMS_MFA: giveSentCode,
  SELECT_MFA_TYPE: chooseFactor,
  DEVICE_SRP_AUTH: offerDeviceHalf,
  DEVICE_PASSWORD_VERIFIER: proveDevice,
  CUSTOM_CHALLENGE: answerCustom,
}

/**
 * Goes on with a sign-in.
 * @throws Problem `NotAuthorizedException`, `CodeMismatchException`, `InvalidPasswordException`, `InvalidParameterException`
 */
export async function respond(
  stack: Stack,
  {pool, client}: {pool: Pool; client: Client},
  input: {ChallengeName: ChallengeNameType} & Pick<RespondToAuthChallengeRequest, 'Session' | 'ChallengeResponses'>,
): Promise<InitiateAuthResponse> {
  const {ChallengeName, Session, ChallengeResponses: responses = {}} = input
  const judge = judges[ChallengeName]
  if (!judge) throw new Problem('InvalidParameterException', `${ChallengeName} is not carried out by this stack.`)
  const name = parameter(responses, 'USERNAME')
  assertSecretHash(client, [name], responses.SECRET_HASH)
  const challenge = pending(stack, pool, Session, {clientId: client.settings.ClientId, name: ChallengeName})
  if (name !== challenge.username && findUser(pool, name)?.username !== challenge.username)
    throw new Problem('NotAuthorizedException', 'Invalid session for the user.')
  try {
    const next = await judge(stack, {pool, client, challenge, responses})
    settle(pool, Session ?? '')
    return next
  } catch (error) {
    // A proof can be given once: after a wrong one the sign-in begins anew. A mistyped code or password may be corrected,
    // and so may the name of a device.
    if (given.has(ChallengeName) && !(error instanceof Problem && error.code === 'ResourceNotFoundException'))
      settle(pool, Session ?? '')
    throw error
  }
}

const given: ReadonlySet<ChallengeNameType> = new Set([
  'PASSWORD_VERIFIER',
  'PASSWORD',
  'SELECT_CHALLENGE',
  'DEVICE_PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
])

async function provePassword(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const {pool, client, challenge, responses} = answer
  const user = checkPasswordProof(stack, pool, client, challenge, responses)
  const entrant = {pool, client, user, deviceKey: deviceKeyIn(answer)}
  return challenge.custom ? askCustom(stack, entrant, challenge.custom) : admit(stack, entrant)
}

/** SELECT_MFA_TYPE */
async function chooseFactor(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const chosen = parameter(answer.responses, 'ANSWER')
  if (!answer.challenge.offered?.includes(chosen))
    throw new Problem('InvalidParameterException', `${chosen} is not available for the user.`)
  return askFactor(stack, still(answer), chosen as SecondFactor)
}

async function chooseNewPassword(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const {pool, client, responses} = answer
  const entrant = still(answer)
  const {user} = entrant
  const password = parameter(responses, 'NEW_PASSWORD')
  const prefix = 'userAttributes.'
  const attributes = Object.entries(responses)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, Value]) => ({Name: name.slice(prefix.length), Value}))
  const provided = attributes.find(
    ({Name}) => attributeOf(user, Name) !== undefined && requiredNames(pool.settings.SchemaAttributes).includes(Name),
  )
  if (provided) throw new Problem('InvalidParameterException', `Cannot modify an already provided ${provided.Name}`)
  assertWritable(client, attributes)
  assertAttributes(pool, attributes, user)
  assertRequired(pool, [...user.attributes, ...attributes])
  assertPolicy(pool, password)
  claimAliases(pool, attributes, user)
  setPassword(stack, pool, user, password)
  setAttributes(user, attributes)
  user.status = 'CONFIRMED'
  return askSecondFactor(stack, entrant)
}

async function giveCode(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const entrant = still(answer)
  checkCode(stack, entrant.user, parameter(answer.responses, 'SOFTWARE_TOKEN_MFA_CODE'))
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}

/** After AssociateSoftwareToken and VerifySoftwareToken, whose session this is. */
async function finishSetup(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const entrant = still(answer)
  if (!answer.challenge.totpVerified) throw new Problem('InvalidParameterException', 'MFA setup is not complete.')
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}
