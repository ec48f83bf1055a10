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

/** Sends a code, as a first or second factor, and asks for it. */
export function askSentCode(stack: Stack, entrant: Entrant, kind: SentCode): InitiateAuthResponse {
  const {pool, client, user, deviceKey} = entrant
  const to = addressFor(user, kind)
  if (!to) throw new Problem('InvalidParameterException', `User has no address for ${kind}.`)
  const code = newCode()
  deliver(stack, user, {purpose: kind, code, to})
  const {Destination = '', DeliveryMedium = ''} = deliveryTo(to)
  return {
    ChallengeName: kind,
    Session: pose(stack, pool, client, {name: kind, username: user.username, code, ...(deviceKey && {deviceKey})}),
    ChallengeParameters: {
      USERNAME: user.username,
      USER_ID_FOR_SRP: user.username,
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
    },
  }
}

/**
 * Judges a code that was sent. Wrong ones lock as wrong passwords do.
 * @throws Problem `CodeMismatchException`, `NotAuthorizedException` after too many
 */
export async function giveSentCode(stack: Stack, answer: Answer): Promise<InitiateAuthResponse> {
  const entrant = still(answer)
  const {mfa} = entrant.user
  assertOpen(stack, mfa)
  const given = parameter(answer.responses, `${answer.challenge.name}_CODE`)
  const {code = ''} = answer.challenge
  if (!sameBytes(Buffer.from(given), Buffer.from(code))) {
    countFailure(stack, mfa)
    throw new Problem('CodeMismatchException', 'Invalid code or auth state for the user.')
  }
  forgetFailures(mfa)
  return {ChallengeParameters: {}, AuthenticationResult: await signIn(stack, entrant)}
}
