import type {Ask} from '../../world/world.ts'

/** What came with the command. Secrets are read when their question comes: a code is made only then. */
export interface GivenAnswers {
  readonly username?: string | undefined
  readonly password?: Source
  readonly newPassword?: Source
  readonly mfaCode?: Source
  readonly answer?: Source
  /** Attributes that the pool wants to be told at the first sign-in. */
  readonly attributes?: Readonly<Record<string, string>> | undefined
  /** What to sign in with, where the pool offers a choice. */
  readonly firstFactor?: FirstFactor | undefined
  readonly secondFactor?: SecondFactor | undefined
  readonly rememberDevice?: boolean | undefined
}

export type FirstFactor = 'password' | 'plain-password' | 'email' | 'sms' | 'passkey'
export type SecondFactor = 'app' | 'sms' | 'email'

/** The next answer of its kind; undefined when there is none left. */
export type Source = () => Promise<string | undefined>

/** An answer; `typed` when a person gave it just now, and may try again. */
export interface Answer {
  readonly value: string
  readonly typed: boolean
}

/**
 * The answer that came with the command, else the person's.
 * @throws Failure `input_required`, naming the flag, where nobody may be asked; `cancelled`.
 */
export async function answerFrom(source: Source | undefined, ask: () => ReturnType<Ask['text']>): Promise<Answer> {
  const given = await source?.()
  return given === undefined ? {value: await ask(), typed: true} : {value: given, typed: false}
}
