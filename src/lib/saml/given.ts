import {Failure} from '../failure.ts'
import {largestDocument} from './xml.ts'

/** The part of the world's terminal that brings a message in. */
export interface Input {
  readonly inputIsTerminal: boolean
  readInput(limit?: number): Promise<string>
}

/**
 * The message somebody handed over: the argument, or standard input for `-` and for no argument.
 * @throws Failure `usage` where nothing is piped in; its hint is for `command`.
 */
export async function givenMessage(argument: string | undefined, input: Input, command: string): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument
  if (argument === undefined && input.inputIsTerminal)
    throw new Failure('usage', 'There is no SAML message: nothing is piped in.', {
      hints: [`authctl ${command} - < FILE`],
    })
  return input.readInput(4 * largestDocument)
}
