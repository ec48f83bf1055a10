import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import * as Flags from '@oclif/core/flags'
import {reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

const repeated = {multiple: true, multipleNonGreedy: true} as const

/** On what is made with settings. */
export const newSettingsFlags = {
  set: Flags.string({
    summary: 'Setting to give a value, by its path in the answer or in the API; repeatable.',
    ...repeated,
    helpValue: 'PATH=VALUE',
    helpGroup: 'SETTINGS',
  }),
  'from-file': Flags.string({
    summary: 'Settings from a JSON file (- for standard input) in the form that “show --json” prints.',
    helpValue: 'FILE',
    helpGroup: 'SETTINGS',
  }),
}

/** On what has settings that can be changed. */
export const settingsFlags = {
  ...newSettingsFlags,
  unset: Flags.string({
    summary: 'Setting to give back to the service’s default; repeatable.',
    ...repeated,
    helpValue: 'PATH',
    helpGroup: 'SETTINGS',
  }),
}

const limit = 1024 * 1024

/**
 * The settings that flags and a file name.
 * @throws Failure `usage` for a file that is not JSON, `storage_failed` for one that cannot be read.
 */
export async function givenSettings(
  {terminal, cwd}: Pick<World, 'terminal' | 'cwd'>,
  flags: {
    readonly set?: string[] | undefined
    readonly unset?: string[] | undefined
    readonly 'from-file'?: string | undefined
  },
): Promise<{set?: string[] | undefined; unset?: string[] | undefined; file?: unknown}> {
  const {set, unset, 'from-file': path} = flags
  if (path === undefined) return {set, unset}
  const text = path === '-' ? await terminal.readInput(limit) : await contents(resolve(cwd, path), path)
  try {
    return {set, unset, file: JSON.parse(text.replace(/^\ufeff/, ''))}
  } catch (cause) {
    const where = path === '-' ? 'Standard input' : `The file ${path}`
    throw new Failure('usage', `${where} does not hold JSON.`, {cause})
  }
}

async function contents(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new Failure('storage_failed', `The file ${shown} could not be read: ${reasonOf(cause)}.`, {cause})
  }
}
