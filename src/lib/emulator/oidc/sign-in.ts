import type {SchemaAttributeType} from '@aws-sdk/client-cognito-identity-provider'
import {assertAttributes, requiredNames, setAttributes} from '../cognito/attributes.ts'
import {checkCode} from '../cognito/check-code.ts'
import {checkPassword} from '../cognito/check-password.ts'
import {dueFactors, lacksFactor, type SecondFactor} from '../cognito/mfa.ts'
import {assertPolicy, setPassword} from '../cognito/passwords.ts'
import {checkSentCode, sendSignInCode} from '../cognito/sent-code.ts'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import {dropNote, keepNote, note} from './records.ts'

/** What a page asks next, or who is in. */
export type Outcome =
  | {readonly kind: 'in'; readonly user: User; readonly amr: string[]}
  | {readonly kind: 'new_password'; readonly user: User; readonly missing: string[]; readonly problem?: string}
  | {readonly kind: 'code'; readonly user: User; readonly sentTo?: string | undefined; readonly problem?: string}
  | {readonly kind: 'refused'; readonly problem: string}

/** A sign-in at a page: the same users, passwords, locks and second factors as at the Cognito API. */
export interface Attempt {
  readonly stack: Stack
  readonly pool: Pool
  readonly client: Client
  /** Names the attempt, so that a step can only follow the one before it. */
  readonly id: string
}

/** Minutes a half-done sign-in waits for its next step. */
const patience = 10

export function withPassword(attempt: Attempt, username: string, password: string): Outcome {
  const {stack, pool, client} = attempt
  try {
    return after(attempt, checkPassword(stack, pool, client, username, password))
  } catch (refusal) {
    return {kind: 'refused', problem: inWords(refusal)}
  }
}

export function withNewPassword(attempt: Attempt, fields: URLSearchParams): Outcome {
  const {stack, pool} = attempt
  const user = expected(attempt, 'new_password')
  if (!user) return over
  const missing = missingAttributes(pool, user)
  const given = missing.map(name => ({Name: name, Value: fields.get(`attribute.${name}`) ?? ''}))
  const password = fields.get('new_password') ?? ''
  try {
    if (password !== fields.get('repeated')) throw new Problem('InvalidParameterException', 'The two do not match.')
    assertPolicy(pool, password)
    assertAttributes(pool, given, user)
    setPassword(stack, pool, user, password)
  } catch (refusal) {
    return {kind: 'new_password', user, missing, problem: inWords(refusal)}
  }
  setAttributes(user, given)
  user.status = 'CONFIRMED'
  return after(attempt, user)
}

export function withCode(attempt: Attempt, code: string): Outcome {
  const {stack} = attempt
  const user = expected(attempt, 'code')
  if (!user) return over
  const {sent, sentTo, factor} = note(stack, noteOf(attempt)) as Partial<Asked>
  const given = code.replaceAll(' ', '')
  try {
    if (sent === undefined) checkCode(stack, user, given)
    else checkSentCode(stack, user, {given, sent})
  } catch (refusal) {
    return {kind: 'code', user, sentTo, problem: inWords(refusal)}
  }
  return after(attempt, user, factor)
}

/** What is noted of a code that is asked for; `sent` is the code itself, where it is not an app's. */
interface Asked {
  readonly factor: SecondFactor
  readonly sent: string
  readonly sentTo: string
}

/** How the proven factor is called in `amr`. */
const methods = {SOFTWARE_TOKEN_MFA: 'otp', SMS_MFA: 'sms', EMAIL_OTP: 'email_otp'}

function after(attempt: Attempt, user: User, proven?: SecondFactor): Outcome {
  const {stack, pool} = attempt
  const {username} = user
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    keepNote(stack, noteOf(attempt), {step: 'new_password', username}, patience * 60)
    return {kind: 'new_password', user, missing: missingAttributes(pool, user)}
  }
  const [factor] = proven ? [] : dueFactors(pool, user)
  if (factor) {
    const sending = factor === 'SOFTWARE_TOKEN_MFA' ? undefined : sendSignInCode(stack, user, factor)
    const sentTo = sending?.destination
    const asked = {factor, ...(sending && {sent: sending.code, sentTo})}
    keepNote(stack, noteOf(attempt), {step: 'code', username, ...asked}, patience * 60)
    return {kind: 'code', user, sentTo}
  }
  if (!proven && lacksFactor(pool, user))
    return {
      kind: 'refused',
      problem: 'This account must first set up an authenticator app. Do that through the Cognito API, then come back.',
    }
  dropNote(stack, noteOf(attempt))
  return {kind: 'in', user, amr: proven ? ['pwd', methods[proven], 'mfa'] : ['pwd']}
}

/** The user who took the step before this one, and is still welcome. */
function expected(attempt: Attempt, step: string): User | undefined {
  const kept = note(attempt.stack, noteOf(attempt))
  const user = kept?.step === step ? attempt.pool.users.get(String(kept.username)) : undefined
  return user?.enabled ? user : undefined
}

const over: Outcome = {kind: 'refused', problem: 'That took too long. Sign in again.'}

function noteOf({pool, id}: Attempt): string {
  return `${pool.id}/sign-in/${id}`
}

function missingAttributes({settings}: Pool, user: User): string[] {
  const schema: readonly SchemaAttributeType[] = settings.SchemaAttributes ?? []
  return requiredNames(schema).filter(name => !user.attributes.some(({Name, Value}) => Name === name && Value))
}

/** What people read: the API's own words, where they are not too terse to help. */
function inWords(refusal: unknown): string {
  if (!(refusal instanceof Problem)) throw refusal
  switch (refusal.message) {
    case 'User does not exist.':
      return 'No user has this name.'
    case 'Password attempts exceeded':
      return 'Too many failed attempts. Wait a moment, then try again.'
    case 'Invalid code or auth state for the user.':
      return 'That code is not the one that was sent. Try again.'
    case 'Invalid code received for user':
      return 'That code is not right. Wait for the next one and try again.'
    case 'Your software token has already been used once.':
      return 'That code was used already. Wait for the next one and try again.'
    case 'User is disabled.':
      return 'This account is disabled. Ask an administrator to enable it.'
    case 'User is not confirmed.':
      return 'This account is not confirmed yet. Confirm it with the code that was sent, then come back.'
    case 'Password reset required for the user':
      return 'An administrator has reset this password. Set a new one with the code that was sent, then come back.'
    default:
      return refusal.message
  }
}
