import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/** Reads what a command line names: a file, or `-` for standard input. */
export type ReadPlace = (place: string) => Promise<Buffer>

/**
 * A reader for one command. Standard input can give one thing only.
 * @throws Failure `usage` for a file that cannot be read, and for standard input asked for twice
 */
export function placeReader({terminal, cwd}: Pick<World, 'terminal' | 'cwd'>): ReadPlace {
  let taken = false
  return async place => {
    if (place !== '-') return fileAt(resolve(cwd, place), place)
    if (taken)
      throw new Failure('usage', 'Standard input can give only one part of a request.', {
        hints: ['name a file for the others: @FILE'],
      })
    taken = true
    return terminal.readBytes()
  }
}

/** The text there, without a byte order mark. */
export async function textAt(read: ReadPlace, place: string): Promise<string> {
  return (await read(place)).toString('utf8').replace(/^\ufeff/, '')
}

async function fileAt(path: string, name: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Failure('usage', `${name} ${missing ? 'does not exist' : 'cannot be read'}.`, {cause})
  }
}
