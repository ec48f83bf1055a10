import {Failure} from '../failure.ts'

/**
 * The error as it is when nothing was done before it; else a Failure `partly_done` that says what was done, what was
 * not, and what remains to do.
 */
export function asPartly(error: unknown, done: string | false, hints: readonly string[] = []): unknown {
  if (done === false || !(error instanceof Failure) || error.code === 'cancelled') return error
  return new Failure('partly_done', `${done} Then: ${error.message}`, {hints: [...hints, ...error.hints], cause: error})
}
