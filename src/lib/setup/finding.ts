import {Failure} from '../failure.ts'

/** What one check of `doctor` found. */
export interface Finding {
  /** Stable, for scripts. */
  readonly check: string
  readonly status: 'ok' | 'warn' | 'fail' | 'skip'
  readonly message: string
  /** What to do about it: a command, where there is one. */
  readonly remedy?: string
}

export interface Diagnosis {
  readonly findings: readonly Finding[]
  /** Whether nothing failed; warnings do not count. */
  readonly ok: boolean
}

type Word = (message: string, remedy?: string) => Finding

/** The four ways a check may end, each under its name. */
export function findingsOf(check: string): Record<Finding['status'], Word> {
  const word =
    (status: Finding['status']): Word =>
    (message, remedy) => ({check, status, message, ...(remedy === undefined ? {} : {remedy})})
  return {ok: word('ok'), warn: word('warn'), fail: word('fail'), skip: word('skip')}
}

/** A check that could not be carried out has failed, with the reason and its first hint. @throws what cancelled it. */
export function failed(check: string, error: unknown): Finding {
  if (!(error instanceof Failure) || error.code === 'cancelled') throw error
  return findingsOf(check).fail(error.message, error.hints[0])
}
