import type {InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'
import {type Answer, still} from './answer.ts'
import {pose} from './challenges.ts'
import {entrant} from './check-password.ts'
import {parameter} from './parameter.ts'
import {assertEnabled, type Entrant, signIn} from './sign-in.ts'
import {sameBytes} from './srp.ts'
import {askPasswordProof} from './srp-challenge.ts'

const attempts = 3

/**
 * CUSTOM_AUTH: the pool's own questions, in order, after the proof of a password where the client offers one. They come
 * from the seed, in place of the Lambda functions that define, create and verify them at the service.
 */
export async function byCustom(
  stack: Stack,
  pool: Pool,
  client: Client,
  parameters: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  if (!pool.customChallenges?.length)
    throw new Problem('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.')
  const name = parameter(parameters, 'USERNAME')
  const {DEVICE_KEY: deviceKey} = parameters
  if (parameters.CHALLENGE_NAME === 'SRP_A')
    return askPasswordProof(stack, pool, client, name, parameter(parameters, 'SRP_A'), deviceKey, {
      index: 0,
      attempt: 1,
    })
  const user = entrant(pool, client, name)
  assertEnabled(user)
  return askCustom(stack, {pool, client, user, deviceKey}, {index: 0, attempt: 1})
}

/** One of the questions. */
export function askCustom(
  stack: Stack,
  {pool, client, user, deviceKey}: Entrant,
  custom: {index: number; attempt: number},
): InitiateAuthResponse {
  const {username} = user
  const {parameters = {}} = pool.customChallenges?.[custom.index] ?? {}
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    Session: pose(stack, pool, client, {name: 'CUSTOM_CHALLENGE', username, custom, ...(deviceKey && {deviceKey})}),
    ChallengeParameters: {USERNAME: username, ...parameters},
  }
}

/** Judges an answer: the next question after a right one, the same again after a wrong one, three times at most. */
export async function answerCustom(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const entrant = still(answer)
  const {index, attempt} = answer.challenge.custom ?? {index: 0, attempt: attempts}
  const questions = entrant.pool.customChallenges ?? []
  const right = questions[index]?.answer ?? ''
  if (!sameBytes(Buffer.from(parameter(answer.responses, 'ANSWER')), Buffer.from(right))) {
    if (attempt >= attempts) throw new Problem('NotAuthorizedException', 'Incorrect username or password.')
    return askCustom(stack, entrant, {index, attempt: attempt + 1})
  }
  if (index + 1 < questions.length) return askCustom(stack, entrant, {index: index + 1, attempt: 1})
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}
