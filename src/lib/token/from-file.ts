import {type FileHandle, open} from 'node:fs/promises'
import {resolve} from 'node:path'
import {reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import {trimmed} from './given.ts'
import {largestToken} from './jws.ts'

/**
 * The token in a file, or in a pipe as `<(…)` makes it; whitespace around it and a leading `Bearer ` are dropped.
 * @throws Failure `usage` for one that cannot be read, is empty, or is larger than any token.
 */
export async function tokenFromFile({cwd}: {readonly cwd: string}, path: string): Promise<string> {
  if (path === '') throw new Failure('usage', 'A token’s file has an empty name.')
  const token = trimmed(await contents(resolve(cwd, path), path))
  if (token === '') throw new Failure('usage', `There is no token in ${path}: it is empty.`)
  return token
}

async function contents(path: string, shown: string): Promise<string> {
  const limit = 2 * largestToken
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of file.createReadStream({autoClose: false})) {
      chunks.push(chunk)
      size += chunk.length
      if (size > limit) throw new Failure('usage', `${shown} is larger than any token.`)
    }
    return Buffer.concat(chunks).toString('utf8')
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('usage', `The token in ${shown} cannot be read: ${reasonOf(error)}.`, {cause: error})
  } finally {
    await file?.close()
  }
}
