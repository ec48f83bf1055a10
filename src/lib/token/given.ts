import {Failure} from '../failure.ts'
import {largestToken} from './jws.ts'

/** The part of the world's terminal that brings a token in. */
export interface Input {
  readonly inputIsTerminal: boolean
  readonly inputIsNull?: boolean
  readInput(limit?: number): Promise<string>
}

/**
 * The token somebody handed over: the argument, `-` or a pipe for standard input; undefined where nothing was, and the
 * stored one is meant. Whitespace around it, line ends and a leading `Bearer ` are dropped.
 * @throws Failure `usage` for an input that is empty; its hint is for `command`.
 */
export async function givenToken(
  argument: string | undefined,
  input: Input,
  command: string,
  limit = 2 * largestToken,
): Promise<string | undefined> {
  if (argument === undefined && (input.inputIsTerminal || input.inputIsNull)) return undefined
  const piped = argument === undefined || argument === '-'
  const token = trimmed(piped ? await input.readInput(limit) : argument)
  if (token !== '') return token
  throw new Failure('usage', piped ? 'There is no token on standard input: it is empty.' : 'The token is empty.', {
    hints: [`authctl ${command} - < FILE`],
  })
}

/** A token as copied from a header or a file. */
export function trimmed(text: string): string {
  return text.trim().replace(/^Bearer\s+/i, '')
}

/**
 * The token on standard input, for requests that act on it: an argument could be seen by others on the machine.
 * @throws Failure `usage` for an argument other than `-`, which is not repeated, and for an empty input.
 */
export async function pipedToken(argument: string | undefined, input: Input, command: string): Promise<string> {
  if (argument === undefined || argument === '-') return (await givenToken('-', input, command)) ?? ''
  throw new Failure('usage', 'A token is not taken as an argument: others on this machine can see arguments.', {
    hints: [`authctl ${command} - < FILE`],
  })
}
