/**
 * Why we stop: a closed list of codes, each with the exit status that scripts see.
 *
 * Adding a code is adding a row here; `docs/stability.md` and `authctl help exit-codes` are generated from this table.
 */
export const failureCodes = {
  unexpected: {exit: 1, meaning: 'A bug in authctl.'},
  usage: {exit: 2, meaning: 'The command line cannot be understood, or asks for something contradictory.'},
  input_required: {exit: 2, meaning: 'An input is missing and nobody may be asked; the message names the flag.'},
  config_invalid: {exit: 2, meaning: 'A profile, project or settings file cannot be read or does not make sense.'},
  profile_not_found: {exit: 2, meaning: 'No profile has that name, or none is chosen.'},
  unsupported: {exit: 2, meaning: 'The service cannot do that; the message names what can.'},
  storage_unavailable: {exit: 2, meaning: 'The place chosen for secrets cannot be used.'},
  storage_failed: {exit: 1, meaning: 'A file could not be read or written.'},
  not_signed_in: {exit: 3, meaning: 'No session is kept for this profile and identity.'},
  session_ended: {exit: 3, meaning: 'The session ended, or was revoked, and cannot be refreshed.'},
  denied: {exit: 4, meaning: 'The server refused: wrong credentials, missing permission, scope or group.'},
  not_found: {exit: 5, meaning: 'The thing named does not exist.'},
  token_rejected: {exit: 6, meaning: 'The token did not pass verification.'},
  unreachable: {exit: 7, meaning: 'The server could not be reached, or did not answer in its own protocol.'},
  timed_out: {exit: 7, meaning: 'Nothing arrived in time.'},
  throttled: {exit: 7, meaning: 'Still told to slow down after retries.'},
  partly_done: {exit: 8, meaning: 'Some rows or steps failed.'},
  differences: {exit: 9, meaning: 'The check found differences.'},
  conflict: {exit: 10, meaning: 'It exists already, or was changed meanwhile.'},
  cancelled: {exit: 130, meaning: 'Cancelled.'},
} as const

export type FailureCode = keyof typeof failureCodes

/** What may lie behind a failure, and what makes that likely. */
export interface Cause {
  readonly why: string
  readonly evidence: string
  /** Commands or flags that mend it, ready to paste. */
  readonly hints: readonly string[]
}

export interface FailureOptions {
  /** Commands or flags that mend it, ready to paste. */
  readonly hints?: readonly string[]
  /** Where there are several explanations: the likeliest first. */
  readonly causes?: readonly Cause[] | undefined
  /** The foreign error that led here; never shown to people. */
  readonly cause?: unknown
}

/** A reason to stop that a user can act on. Everything a room throws on purpose is one of these. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly hints: readonly string[]
  readonly causes: readonly Cause[] | undefined

  constructor(code: FailureCode, message: string, {hints = [], causes, cause}: FailureOptions = {}) {
    super(message, cause === undefined ? undefined : {cause})
    this.name = 'Failure'
    this.code = code
    this.hints = hints
    this.causes = causes
  }

  /** The exit status scripts see. */
  get exit(): number {
    return failureCodes[this.code].exit
  }
}

/** A failure as scripts read it, under --json. */
export function failureDocument({code, message, hints, causes}: Failure): object {
  return {error: {code, message, hints, ...(causes && {causes})}}
}

/** True when `error` is a Failure with this code. */
export function failedWith(error: unknown, code: FailureCode): error is Failure {
  return error instanceof Failure && error.code === code
}
