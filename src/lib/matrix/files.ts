import {readFile, writeFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

type Place = Pick<World, 'cwd'>

/** @throws Failure `usage` for a file that is not there or cannot be read */
export async function textOf({cwd}: Place, file: string, hints: readonly string[] = []): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Failure('usage', `${file} ${missing ? 'does not exist' : 'cannot be read'}.`, {cause, hints})
  }
}

/**
 * Writes a text that is no secret. `fresh` refuses to replace one that is there.
 * @throws Failure `conflict`; `storage_failed`
 */
export async function writeText({cwd}: Place, file: string, text: string, {fresh = false} = {}): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), text, {flag: fresh ? 'wx' : 'w'})
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new Failure('conflict', `${file} is there already and stays as it is.`, {
        cause,
        hints: ['--force', '--file OTHER'],
      })
    throw new Failure('storage_failed', `${file} could not be written: ${reasonOf(cause)}.`, {cause})
  }
}
