import type {Stats} from 'node:fs'
import {lstat, stat} from 'node:fs/promises'
import {Failure} from '../failure.ts'
import {makeFolders} from './folders.ts'
import {codeOf, diskTrouble} from './trouble.ts'

/** Makes `path`, and what is missing above it, for this user alone (0700); refuses one that others could write in. */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    makeFolders(path)
  } catch (error) {
    throw diskTrouble(error, path, 'written')
  }
  await assertPrivateFolder(path)
}

/**
 * Whether `path` exists as a folder that nobody else can plant files in.
 * @throws Failure `storage_failed` when it is something else, belongs to somebody else, or others may write in it.
 */
export async function assertPrivateFolder(path: string): Promise<boolean> {
  try {
    const named = await lstat(path)
    assertOurs(path, named)
    // A link of our own to a folder elsewhere is a way to move it, not an attack.
    const folder = named.isSymbolicLink() ? await stat(path) : named
    if (!folder.isDirectory()) throw new Failure('storage_failed', `${path} is in the way: it is not a folder.`)
    assertOurs(path, folder)
    if (writableByOthers(folder))
      throw new Failure('storage_failed', `Others on this machine may write in ${path}.`, {
        hints: [`chmod go-w ${JSON.stringify(path)}`],
      })
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw diskTrouble(error, path, 'read')
  }
}

/** @throws Failure `storage_failed` when the thing belongs to another user. */
export function assertOurs(path: string, {uid}: Stats): void {
  const own = process.geteuid?.()
  if (own !== undefined && uid !== own)
    throw new Failure('storage_failed', `${path} belongs to another user of this machine.`)
}

/** Modes mean nothing on Windows, where access lists of the user's own folders do this work. */
export function writableByOthers({mode}: Stats): boolean {
  return process.platform !== 'win32' && (mode & 0o022) !== 0
}
