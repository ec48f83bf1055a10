import {CLIError} from '@oclif/core/errors'
import {Failure} from '../failure.ts'

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
  return secretValues(argv).reduce((text, secret) => text.replaceAll(secret, '•••'), sentence)
}

/** How a secret arrives that somebody tried to pass as the value of a flag. */
function safeWays(argv: readonly string[]): string[] {
  const name = argv.map(word => /^--(client-secret|password)(?:=|$)/.exec(word)?.[1]).find(found => found !== undefined)
  return name === undefined ? [] : [`pass it on standard input, with --${name}-stdin`]
}

function secretValues(argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    const [, name, value] = /^(--?[\w-]*(?:secret|password|passphrase|token|key)[\w-]*)(?:=(.*))?$/is.exec(word) ?? []
    if (name === undefined) return []
    const given = value ?? argv[at + 1]
    return given === undefined || given === '' || given.startsWith('-') ? [] : [given]
  })
}
