import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/**
 * A client secret from standard input, without the line end that `echo` adds.
 * @throws Failure `usage` where nothing or more than one line came.
 */
export async function clientSecretFromInput({terminal}: Pick<World, 'terminal'>): Promise<string> {
  const secret = (await terminal.readInput(64 * 1024)).replace(/\r?\n$/, '')
  if (secret === '' || /[\r\n]/.test(secret))
    throw new Failure('usage', 'Standard input must hold the client secret on one line, and nothing else.')
  return secret
}
