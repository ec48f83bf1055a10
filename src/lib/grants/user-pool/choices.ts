import {Failure} from '../../failure.ts'
import type {Choice} from '../../world/world.ts'
import type {FirstFactor, SecondFactor} from './answers.ts'
import {beginPasswordProof, passwordOf} from './password.ts'
import type {Answering, Talk} from './talk.ts'

/** What one can sign in with, in the words of flags, of the API, and of people. */
export const firstFactors = {
  password: {challenge: 'PASSWORD_SRP', name: 'Password'},
  'plain-password': {challenge: 'PASSWORD', name: 'Password, sent as it is'},
  email: {challenge: 'EMAIL_OTP', name: 'A code by e-mail'},
  sms: {challenge: 'SMS_OTP', name: 'A code by text message'},
  passkey: {challenge: 'WEB_AUTHN', name: 'Passkey, in a browser'},
} as const satisfies Record<FirstFactor, Factor>

const secondFactors = {
  app: {challenge: 'SOFTWARE_TOKEN_MFA', name: 'Authenticator app'},
  sms: {challenge: 'SMS_MFA', name: 'A code by text message'},
  email: {challenge: 'EMAIL_OTP', name: 'A code by e-mail'},
} as const satisfies Record<SecondFactor, Factor>

interface Factor {
  readonly challenge: string
  readonly name: string
}

/** SELECT_CHALLENGE: what to sign in with, of what the pool offers this person. */
export const chooseFirstFactor: Answering = async (talk, {AvailableChallenges}) => {
  const answer = await chosen(talk, AvailableChallenges, {
    factors: firstFactors,
    given: talk.given.firstFactor,
    message: 'Sign in with',
    flag: '--first-factor',
  })
  return {responses: {ANSWER: answer, ...(await alongWith(talk, answer))}}
}

/** SELECT_MFA_TYPE: which second factor, where there are several and none goes first. */
export const chooseSecondFactor: Answering = async (talk, {ChallengeParameters}) => {
  const offered = ChallengeParameters.MFAS_CAN_CHOOSE?.match(/\w+/g) ?? []
  const answer = await chosen(talk, offered, {
    factors: secondFactors,
    given: talk.given.secondFactor,
    message: 'Second factor',
    flag: '--second-factor',
  })
  return {responses: {ANSWER: answer}}
}

interface Question {
  readonly factors: Readonly<Record<string, Factor>>
  readonly given: string | undefined
  readonly message: string
  readonly flag: string
}

async function chosen(
  {world: {ask}}: Talk,
  offered: readonly string[],
  {factors, given, message, flag}: Question,
): Promise<string> {
  const known = Object.entries(factors).filter(([, {challenge}]) => offered.includes(challenge))
  const strange = offered.filter(one => !known.some(([, {challenge}]) => challenge === one))
  const choices: Choice<string>[] = [
    ...known.map(([, {name, challenge}]) => ({name, value: challenge})),
    ...strange.map(name => ({name, value: name})),
  ]
  const words = known.map(([word]) => word)
  if (choices.length === 0) throw new Failure('unsupported', 'The pool offers nothing to choose from.')
  if (given === undefined) return ask.choose({message, flag: `${flag} ${words.join('|')}`, choices})
  const wanted = factors[given]?.challenge ?? given
  if (offered.includes(wanted)) return wanted
  throw new Failure('unsupported', `${flag} ${given} is not offered to this person.`, {
    hints: words.map(word => `${flag} ${word}`),
  })
}

/** What a first factor is sent together with. */
export async function alongWith(talk: Talk, answer: string): Promise<Record<string, string>> {
  if (answer === 'PASSWORD') return {PASSWORD: (await passwordOf(talk)).value}
  if (answer === 'PASSWORD_SRP') return beginPasswordProof(talk)
  return {}
}
