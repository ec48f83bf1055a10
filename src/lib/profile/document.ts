import {readFile} from 'node:fs/promises'
import {Failure} from '../failure.ts'

const limit = 1024 * 1024

/**
 * A JSON file's object, or undefined where there is no such file. The file is only read, also when it is broken.
 * @throws Failure `config_invalid`, naming the file, where it is no JSON object; `storage_failed` where it cannot be read.
 */
export async function readDocument(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await readText(path)
  if (text === undefined) return undefined
  if (text.length > limit) throw invalid(path, `it is larger than ${limit} bytes`)
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
    return await readFile(path, 'utf8')
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Failure('storage_failed', `${path} cannot be read: ${code ?? 'unknown error'}.`, {cause})
  }
}
