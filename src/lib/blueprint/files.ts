import {lstat, readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {replaceFile} from '../disk/private-file.ts'
import {codeOf, reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/** More is no file that people read and change. */
const limit = 16 * 1024 * 1024

/** The text of a file, or of standard input where it is called `-`. @throws Failure `usage` for one that cannot be read. */
export async function textOf({cwd, terminal}: Pick<World, 'cwd' | 'terminal'>, file: string): Promise<string> {
  if (file === '-') return terminal.readInput(limit)
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (cause) {
    const missing = codeOf(cause) === 'ENOENT'
    throw new Failure('usage', `${file} ${missing ? 'does not exist' : `cannot be read: ${reasonOf(cause)}`}.`, {
      cause,
      hints: missing ? [`authctl capture ${file}`] : [],
    })
  }
}

/**
 * Writes a file whole or not at all, for its owner alone: it names people.
 * @throws Failure `conflict` where there is one and it is not to be replaced; `storage_failed`
 */
export async function writeFile(
  {cwd}: Pick<World, 'cwd'>,
  file: string,
  text: string,
  {force}: {readonly force: boolean},
): Promise<void> {
  const path = resolve(cwd, file)
  if (!force && (await isThere(path)))
    throw new Failure('conflict', `${file} is there already and stays as it is.`, {hints: ['--force']})
  await replaceFile(path, text)
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
