import type {AttributeType, InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {User} from '../state.ts'
import {type Answer, still} from './answer.ts'
import {pose} from './challenges.ts'
import {deliveryTo, newCode} from './codes.ts'
import {assertOpen, countFailure, forgetFailures} from './lockout.ts'
import {deliver} from './mailbox.ts'
import {parameter} from './parameter.ts'
import {type Entrant, signIn} from './sign-in.ts'
import {sameBytes} from './srp.ts'
import {attributeOf} from './usernames.ts'

export type SentCode = 'EMAIL_OTP' | 'SMS_OTP' | 'SMS_MFA'

/** Where a user gets such a code; undefined where there is no such place. */
export function addressFor(user: User, kind: SentCode): AttributeType | undefined {
  const Name = kind === 'EMAIL_OTP' ? 'email' : 'phone_number'
  const Value = attributeOf(user, Name)
  return Value ? {Name, Value} : undefined
}

/** Sends a code, for an API sign-in or at the sign-in page, and tells where it went, masked. */
export function sendSignInCode(
  stack: Stack,
  user: User,
  kind: SentCode,
): {code: string; destination: string; medium: string} {
  const to = addressFor(user, kind)
  if (!to) throw new Problem('InvalidParameterException', `User has no address for ${kind}.`)
  const code = newCode()
  deliver(stack, user, {purpose: kind, code, to})
  const {Destination: destination = '', DeliveryMedium: medium = ''} = deliveryTo(to)
  return {code, destination, medium}
}

/**
 * Compares a code with the one that was sent. Wrong ones lock as wrong passwords do.
 * @throws Problem `CodeMismatchException`, `NotAuthorizedException` after too many
 */
export function checkSentCode(
  stack: Pick<Stack, 'clock'>,
  {mfa}: User,
  {given, sent}: {given: string; sent: string | undefined},
): void {
  assertOpen(stack, mfa)
  if (sent === undefined || !sameBytes(Buffer.from(given), Buffer.from(sent))) {
    countFailure(stack, mfa)
    throw new Problem('CodeMismatchException', 'Invalid code or auth state for the user.')
  }
  forgetFailures(mfa)
}

/** Sends a code, as a first or second factor, and asks for it. */
export function askSentCode(stack: Stack, entrant: Entrant, kind: SentCode): InitiateAuthResponse {
  const {pool, client, user, deviceKey} = entrant
  const {code, destination, medium} = sendSignInCode(stack, user, kind)
  return {
    ChallengeName: kind,
    Session: pose(stack, pool, client, {name: kind, username: user.username, code, ...(deviceKey && {deviceKey})}),
    ChallengeParameters: {
      USERNAME: user.username,
      USER_ID_FOR_SRP: user.username,
      CODE_DELIVERY_DELIVERY_MEDIUM: medium,
      CODE_DELIVERY_DESTINATION: destination,
    },
  }
}

/** Judges a code that was sent. @throws Problem as checkSentCode does */
export async function giveSentCode(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const entrant = still(answer)
  const given = parameter(answer.responses, `${answer.challenge.name}_CODE`)
  checkSentCode(stack, entrant.user, {given, sent: answer.challenge.code})
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}
