import {randomBytes} from 'node:crypto'
import type {InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import {type Answer, still} from './answer.ts'
import {pose} from './challenges.ts'
import {deviceOf} from './devices.ts'
import {parameter} from './parameter.ts'
import {askSecondFactor, type Entrant, signIn} from './sign-in.ts'
import {claim, sameBytes, serverHalf, sharedKey, usable} from './srp.ts'
import {timely} from './srp-challenge.ts'

/** DEVICE_SRP_AUTH: a remembered device is asked to prove its own secret. */
export function askDevice(stack: Stack, {pool, client, user, deviceKey}: Entrant): InitiateAuthResponse {
  const {username} = user
  return {
    ChallengeName: 'DEVICE_SRP_AUTH',
    Session: pose(stack, pool, client, {name: 'DEVICE_SRP_AUTH', username, ...(deviceKey && {deviceKey})}),
    ChallengeParameters: {USERNAME: username, USER_ID_FOR_SRP: username},
  }
}

/** Sends the server's half, and asks for the proof. */
export async function offerDeviceHalf(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const {pool, client, user} = still(answer)
  const A = parameter(answer.responses, 'SRP_A')
  const {key, salt, verifier} = deviceOf(user, parameter(answer.responses, 'DEVICE_KEY'))
  if (!usable(A)) throw new Problem('InvalidParameterException', 'Invalid SRP_A value')
  const {b, B} = serverHalf(verifier)
  const secretBlock = randomBytes(512).toString('base64')
  const name = 'DEVICE_PASSWORD_VERIFIER'
  const {username} = user
  return {
    ChallengeName: name,
    Session: pose(stack, pool, client, {name, username, deviceKey: key, srp: {A, B, b, secretBlock}}),
    ChallengeParameters: {SALT: salt, SECRET_BLOCK: secretBlock, SRP_B: B, DEVICE_KEY: key, USERNAME: username},
  }
}

/**
 * Judges the proof. It takes a second factor's place where the pool says so.
 * @throws Problem `NotAuthorizedException`
 */
export async function proveDevice(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const entrant = still(answer)
  const {srp} = answer.challenge
  const device = deviceOf(entrant.user, answer.challenge.deviceKey)
  const {
    PASSWORD_CLAIM_SIGNATURE: signature = '',
    PASSWORD_CLAIM_SECRET_BLOCK: block,
    TIMESTAMP = '',
  } = answer.responses
  const right =
    srp &&
    claim(
      sharedKey({...srp, verifier: device.verifier}),
      {poolName: device.groupKey, userId: device.key},
      srp.secretBlock,
      TIMESTAMP,
    )
  const proven = right && block === srp.secretBlock && timely(TIMESTAMP, stack.clock.now())
  if (!proven || !sameBytes(Buffer.from(right), Buffer.from(signature)))
    throw new Problem('NotAuthorizedException', 'Incorrect username or password.')
  if (entrant.pool.settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice !== true)
    return askSecondFactor(stack, entrant)
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}
