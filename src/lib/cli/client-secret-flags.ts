import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import * as Flags from '@oclif/core/flags'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/** Ways for a client secret to arrive; as the value of a flag is none, since arguments can be seen by others. */
export const clientSecretFlags = {
  'client-secret-stdin': Flags.boolean({
    summary: 'Read the client secret from standard input.',
    exclusive: ['client-secret-file'],
  }),
  'client-secret-file': Flags.string({summary: 'Read the client secret from a file.', helpValue: 'FILE'}),
}

/**
 * The client secret that came with this invocation: standard input, file, or AUTHCTL_CLIENT_SECRET. One final line
 * break is not part of it.
 * @throws Failure `usage` for an empty one; `storage_failed` for a file that cannot be read.
 */
export async function givenClientSecret(
  {terminal, env, cwd}: Pick<World, 'terminal' | 'env' | 'cwd'>,
  flags: {readonly 'client-secret-stdin'?: boolean; readonly 'client-secret-file'?: string | undefined},
): Promise<string | undefined> {
  const file = flags['client-secret-file']
  if (flags['client-secret-stdin']) return line(await terminal.readInput(64 * 1024), 'Standard input')
  if (file !== undefined) return line(await contents(resolve(cwd, file), file), `The file ${file}`)
  return env.AUTHCTL_CLIENT_SECRET || undefined
}

function line(text: string, source: string): string {
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '' || /[\r\n]/.test(secret))
    throw new Failure('usage', `${source} has to hold the client secret, in one line.`)
  return secret
}

async function contents(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException
    throw new Failure('storage_failed', `The file ${shown} could not be read (${code}).`, {cause})
  }
}
