import type {
  ChallengeNameType,
  InitiateAuthResponse,
  RespondToAuthChallengeRequest,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Challenge, Client, Pool, User} from '../state.ts'
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
import {entrant} from './check-password.ts'
import {parameter} from './parameter.ts'
import {assertPolicy, setPassword} from './passwords.ts'
import {assertSecretHash} from './secret-hash.ts'
import {admit, askSecondFactor, assertEnabled, signIn} from './sign-in.ts'
import {checkPasswordProof} from './srp-challenge.ts'
import {attributeOf, findUser} from './usernames.ts'

type Responses = Readonly<Record<string, string>>

interface Answer {
  readonly pool: Pool
  readonly client: Client
  readonly challenge: Challenge
  readonly responses: Responses
}

const judges: Partial<Record<ChallengeNameType, (stack: Stack, answer: Answer) => Promise<InitiateAuthResponse>>> = {
  PASSWORD_VERIFIER: provePassword,
  NEW_PASSWORD_REQUIRED: chooseNewPassword,
  SOFTWARE_TOKEN_MFA: giveCode,
  MFA_SETUP: finishSetup,
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
  // A proof can be given once: after a wrong one the sign-in begins anew. A mistyped code or password may be corrected.
  if (ChallengeName === 'PASSWORD_VERIFIER') settle(pool, Session ?? '')
  const next = await judge(stack, {pool, client, challenge, responses})
  settle(pool, Session ?? '')
  return next
}

async function provePassword(
  stack: Stack,
  {pool, client, challenge, responses}: Answer,
): Promise<InitiateAuthResponse> {
  return admit(stack, {pool, client, user: checkPasswordProof(stack, pool, client, challenge, responses)})
}

async function chooseNewPassword(
  stack: Stack,
  {pool, client, challenge, responses}: Answer,
): Promise<InitiateAuthResponse> {
  const user = still(pool, client, challenge)
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
  return askSecondFactor(stack, {pool, client, user})
}

async function giveCode(stack: Stack, {pool, client, challenge, responses}: Answer): Promise<InitiateAuthResponse> {
  const user = still(pool, client, challenge)
  const code = parameter(responses, 'SOFTWARE_TOKEN_MFA_CODE')
  checkCode(stack, user, code)
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, {pool, client, user})}
}

/** After AssociateSoftwareToken and VerifySoftwareToken, whose session this is. */
async function finishSetup(stack: Stack, {pool, client, challenge}: Answer): Promise<InitiateAuthResponse> {
  const user = still(pool, client, challenge)
  if (!challenge.totpVerified) throw new Problem('InvalidParameterException', 'MFA setup is not complete.')
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, {pool, client, user})}
}

/** The user a challenge was put to, if they are still let in. */
function still(pool: Pool, client: Client, {username}: Challenge): User {
  const user = entrant(pool, client, username)
  assertEnabled(user)
  return user
}
