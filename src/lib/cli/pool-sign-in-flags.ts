import * as Flags from '@oclif/core/flags'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {givenPassword} from './password-flags.ts'
import {readParameters} from './sign-in-flags.ts'

const helpGroup = 'USER POOL'
const stdin = ['password-stdin', 'new-password-stdin', 'mfa-code-stdin', 'answer-stdin', 'client-secret-stdin']
const others = (flag: string) => stdin.filter(name => name !== flag)

/**
 * What a user pool may ask in the course of a sign-in. Answers that are secrets come from standard input, a file or the
 * environment, never as the value of a flag.
 */
export const poolSignInFlags = {
  username: Flags.string({summary: 'Who signs in.', helpValue: 'NAME', helpGroup}),
  'password-stdin': Flags.boolean({
    summary: 'Read the password from standard input.',
    exclusive: [...others('password-stdin'), 'password-file'],
    helpGroup,
  }),
  'password-file': Flags.string({summary: 'Read the password from this file.', helpValue: 'FILE', helpGroup}),
  'new-password-stdin': Flags.boolean({
    summary: 'Read the password that takes a temporary one’s place from standard input.',
    exclusive: [...others('new-password-stdin'), 'new-password-file'],
    helpGroup,
  }),
  'new-password-file': Flags.string({summary: 'Read it from this file.', helpValue: 'FILE', helpGroup}),
  'mfa-code-stdin': Flags.boolean({
    summary: 'Read codes from standard input, a line each, once they are asked for.',
    exclusive: others('mfa-code-stdin'),
    helpGroup,
  }),
  'answer-stdin': Flags.boolean({
    summary: 'Read the answers to the pool’s own challenges from standard input, a line each.',
    exclusive: others('answer-stdin'),
    helpGroup,
  }),
  attribute: Flags.string({
    summary: 'Attribute the pool wants to know at the first sign-in; repeatable.',
    helpValue: 'NAME=VALUE',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup,
  }),
  'first-factor': Flags.option({
    summary: 'What to sign in with, where there is a choice (--flow user-auth).',
    options: ['password', 'plain-password', 'email', 'sms', 'passkey'] as const,
    helpGroup,
  })(),
  'second-factor': Flags.option({
    summary: 'Which second factor, where there is a choice.',
    options: ['app', 'sms', 'email'] as const,
    helpGroup,
  })(),
  'remember-device': Flags.boolean({
    summary: 'Have the pool remember this device, and ask it for no second factor again.',
    helpGroup,
  }),
}

export interface PoolSignInFlags {
  readonly username?: string | undefined
  readonly 'password-stdin': boolean
  readonly 'password-file'?: string | undefined
  readonly 'new-password-stdin': boolean
  readonly 'new-password-file'?: string | undefined
  readonly 'mfa-code-stdin': boolean
  readonly 'answer-stdin': boolean
  readonly attribute?: readonly string[] | undefined
  readonly 'first-factor'?: 'password' | 'plain-password' | 'email' | 'sms' | 'passkey' | undefined
  readonly 'second-factor'?: 'app' | 'sms' | 'email' | undefined
  readonly 'remember-device': boolean
}

type Source = () => Promise<string | undefined>

/** What came with the command. Nothing is read before its question comes: a code is made only then. */
export function givenAnswers(world: Pick<World, 'terminal' | 'cwd' | 'env'>, flags: PoolSignInFlags) {
  const {AUTHCTL_PASSWORD, AUTHCTL_NEW_PASSWORD, AUTHCTL_MFA_CODE, AUTHCTL_ANSWER} = world.env
  const secret = (stdin: boolean, file: string | undefined, variable: string | undefined) =>
    stdin || file !== undefined
      ? once(() => givenPassword(world, {'password-stdin': stdin, 'password-file': file}))
      : variable && once(async () => variable)
  const typed = (stdin: boolean, variable: string | undefined) =>
    stdin ? lines(() => world.terminal.readInput(limit)) : variable && once(async () => variable)
  const sources = {
    password: secret(flags['password-stdin'], flags['password-file'], AUTHCTL_PASSWORD),
    newPassword: secret(flags['new-password-stdin'], flags['new-password-file'], AUTHCTL_NEW_PASSWORD),
    mfaCode: typed(flags['mfa-code-stdin'], AUTHCTL_MFA_CODE),
    answer: typed(flags['answer-stdin'], AUTHCTL_ANSWER),
  }
  return {
    username: flags.username,
    attributes: readParameters(flags.attribute, {flag: '--attribute', example: 'name=Ada'}),
    firstFactor: flags['first-factor'],
    secondFactor: flags['second-factor'],
    rememberDevice: flags['remember-device'],
    ...(Object.fromEntries(Object.entries(sources).filter(([, source]) => source)) as Partial<
      Record<keyof typeof sources, Source>
    >),
  }
}

/** Nobody is asked more codes than fit in here. */
const limit = 4096

/** A line for each question. @throws Failure `usage` for an empty one. */
function lines(read: () => Promise<string>): Source {
  let left: string[] | undefined
  return async () => {
    left ??= (await read()).replace(/\r?\n$/, '').split(/\r?\n/)
    const line = left.shift()
    if (line === '') throw new Failure('usage', 'Standard input holds an empty line where an answer was expected.')
    return line
  }
}

/** For the first question, and nothing for those that follow. */
function once(read: Source): Source {
  let used = false
  return async () => {
    if (used) return undefined
    used = true
    return read()
  }
}
