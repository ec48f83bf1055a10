import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import * as Flags from '@oclif/core/flags'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/** Ways to hand over a password that leave no trace in argument lists and shell histories. */
export const passwordFlags = {
  'password-stdin': Flags.boolean({
    summary: 'Read the password from standard input.',
    exclusive: ['password-file'],
    helpGroup: 'PASSWORD',
  }),
  'password-file': Flags.string({
    summary: 'Read the password from this file.',
    helpValue: 'FILE',
    helpGroup: 'PASSWORD',
  }),
}

export interface PasswordFlags {
  readonly 'password-stdin': boolean
  readonly 'password-file'?: string | undefined
}

/** No password is longer (Cognito quotas: 256 characters). */
const limit = 4096

/**
 * The password given by stdin or file, without the line end after it; undefined when none was given. Not by a variable:
 * one that is set for signing in must not become somebody else's password.
 * @throws Failure `usage` for an empty one or a file that cannot be read.
 */
export async function givenPassword(
  {terminal, cwd}: Pick<World, 'terminal' | 'cwd'>,
  {'password-stdin': stdin, 'password-file': file}: PasswordFlags,
): Promise<string | undefined> {
  const text = stdin
    ? await terminal.readInput(limit)
    : file === undefined
      ? undefined
      : await contents(resolve(cwd, file))
  if (text === undefined) return undefined
  const password = text.replace(/\r?\n$/, '')
  if (password === '') throw new Failure('usage', 'The password is empty.')
  return password
}

/** The password given, or one typed twice by the person. @throws Failure `input_required` where nobody may be asked. */
export async function passwordFor(
  world: Pick<World, 'terminal' | 'cwd' | 'ask'>,
  flags: PasswordFlags,
  username: string,
): Promise<string> {
  const given = await givenPassword(world, flags)
  if (given !== undefined) return given
  const flag = '--password-stdin'
  const typed = await world.ask.secret({message: `New password for ${username}`, flag})
  if (typed === '') throw new Failure('usage', 'The password is empty.')
  if ((await world.ask.secret({message: 'Once more', flag})) !== typed)
    throw new Failure('usage', 'The two passwords are not the same.')
  return typed
}

async function contents(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).slice(0, limit)
  } catch (cause) {
    throw new Failure('usage', `The password file ${path} cannot be read.`, {cause})
  }
}
