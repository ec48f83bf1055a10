import {dirname} from 'node:path'
import {assertPrivateFolder} from '../disk/private-folder.ts'
import {readRegularFile} from '../disk/regular-file.ts'
import {codeOf, diskTrouble} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'

const limit = 1024 * 1024

/**
 * A JSON file's object, or undefined where there is no such file. The file is only read, also when it is broken.
 * @throws Failure `config_invalid`, naming the file, where it is no regular file or no JSON object;
 *   `storage_failed` where it cannot be read.
 */
export async function readDocument(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await readText(path)
  if (text === undefined) return undefined
  let document: unknown
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw invalid(path, text.trim() === '' ? 'it is empty' : 'it is not valid JSON', {cause})
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw invalid(path, 'it must be a JSON object')
  return document as Record<string, unknown>
}

/** A `config_invalid` that names the file and what is wrong with it. */
export function invalid(path: string, wrong: string, options: {cause?: unknown; hints?: readonly string[]} = {}) {
  return new Failure('config_invalid', `${path} cannot be used: ${wrong}.`, options)
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return readRegularFile(path, limit).toString('utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    // Says of what should be the folder what those that write in it say.
    if (codeOf(error) === 'ENOTDIR') await assertPrivateFolder(dirname(path))
    throw diskTrouble(error, path, 'read')
  }
}
