import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

const kinds = ['access', 'id', 'refresh'] as const

/** The token on standard input. */
export const pipedTokenArgs = {
  token: Args.string({description: 'Only “-”: the token is read from standard input.'}),
}

/** Which token is meant, where it is not on standard input. */
export const whichTokenFlags = {
  stored: Flags.option({
    summary: 'The session’s own token of this kind, in place of one on standard input.',
    options: kinds,
    exclusive: ['hint'],
  })(),
  hint: Flags.option({
    summary: 'What kind the token on standard input is: the server looks there first.',
    options: ['access', 'refresh'] as const,
  })(),
}

export interface WhichToken {
  readonly stored?: (typeof kinds)[number] | undefined
  readonly as?: string | undefined
  readonly 'client-secret-stdin'?: boolean
  readonly 'client-key-stdin'?: boolean
}

/**
 * The kind of the session's token that is meant: named, or `usual` where the line names an identity or nothing can be on
 * standard input. Undefined where the token is read from there.
 * @throws Failure `usage` when the client’s proof is to be read from there, too.
 */
export function storedKind(
  {terminal, env}: Pick<World, 'terminal' | 'env'>,
  argument: string | undefined,
  {stored, as, ...flags}: WhichToken,
  usual: (typeof kinds)[number],
): (typeof kinds)[number] | undefined {
  if (stored) return stored
  // Who is meant in general is no reason to leave a token unread that was piped in.
  const named = as !== undefined && as !== env.AUTHCTL_AS
  if (argument === undefined && (named || terminal.inputIsTerminal)) return usual
  if (!flags['client-secret-stdin'] && !flags['client-key-stdin']) return undefined
  throw new Failure('usage', 'Standard input cannot hold the token and the client’s secret or key.', {
    hints: ['pass --client-secret-file FILE or --client-key FILE'],
  })
}
