import {createReadStream} from 'node:fs'
import {resolve} from 'node:path'
import {reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {unusable} from './recognise.ts'

/** States of large infrastructures take megabytes; nobody's take more than this. */
const mostBytes = 32 * 1024 * 1024

/**
 * The text of an outputs file, or of standard input for `-`; of a pipe too. A byte order mark goes, and UTF-16, which
 * PowerShell's `>` writes, is understood.
 * @throws Failure `storage_failed` where it cannot be read, `config_invalid` where it is too large.
 */
export async function readOutputs(
  {cwd, terminal, cancelled}: Pick<World, 'cwd' | 'terminal' | 'cancelled'>,
  file: string,
): Promise<string> {
  if (file === '-') return decoded(await terminal.readBytes(mostBytes))
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of createReadStream(resolve(cwd, file), {signal: cancelled})) {
      size += (chunk as Buffer).length
      if (size > mostBytes) throw unusable(file, `it is larger than ${mostBytes / 1024 / 1024} MiB`)
      chunks.push(chunk as Buffer)
    }
  } catch (cause) {
    if (cancelled.aborted) throw cancelled.reason
    if (cause instanceof Failure) throw cause
    throw new Failure('storage_failed', `${file} cannot be read: ${reasonOf(cause)}.`, {cause})
  }
  return decoded(Buffer.concat(chunks))
}

function decoded(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return bytes.toString(utf16 ? 'utf16le' : 'utf8').replace(/^\ufeff/, '')
}
