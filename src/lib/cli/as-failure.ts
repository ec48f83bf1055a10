import {CLIError} from '@oclif/core/errors'
import {Failure} from '../failure.ts'
import {safeWays, typedSecrets} from './typed-secrets.ts'

/**
 * Any error as a Failure. oclif's own errors are about the command line; whatever else is unknown here is a bug, and
 * says so without a stack trace.
 */
export function asFailure(error: unknown, argv: readonly string[]): Failure {
  if (error instanceof Failure) return error
  if (error instanceof CLIError)
    return new Failure('usage', usageSentence(error.message, argv), {hints: safeWays(argv), cause: error})
  const {message = String(error)} = (error ?? {}) as {message?: string}
  return new Failure('unexpected', `Something went wrong inside authctl: ${message}`, {
    hints: ['AUTHCTL_DEBUG=1 shows where'],
    cause: error,
  })
}

/** oclif's sentence without its advertisement for --help, and without the value of any flag that looks like a secret. */
function usageSentence(message: string, argv: readonly string[]): string {
  const sentence = message.replace(/\n*See more help with --help\s*$/, '').trim()
  return typedSecrets(argv).reduce((text, secret) => text.replaceAll(secret, '•••'), sentence)
}
