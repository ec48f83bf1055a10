import {randomBytes} from 'node:crypto'
import {constants} from 'node:fs'
import {type FileHandle, lstat, open, rename, rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import {Failure} from '../failure.ts'
import {sweepLeftovers, temporaryName} from './leftovers.ts'
import {assertOurs, assertPrivateFolder, makePrivateFolder, writableByOthers} from './private-folder.ts'
import {codeOf, diskTrouble} from './trouble.ts'

const {O_CREAT, O_EXCL, O_RDONLY, O_WRONLY} = constants
// Absent on Windows.
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0
const O_NONBLOCK = constants.O_NONBLOCK ?? 0

const defaultLimit = 4 * 1024 * 1024

/**
 * The text of a file only this user can have written; undefined where there is none. A file that others can read is
 * tightened to 0600 where possible. Needs no lock and writes nothing else: works on a read-only disk.
 * @throws Failure `storage_failed` for a link, a pipe, a folder, a foreign owner, or a file that others may write.
 */
export async function readPrivateFile(path: string, limit = defaultLimit): Promise<string | undefined> {
  if (!(await assertPrivateFolder(dirname(path)))) return undefined
  let file: FileHandle | undefined
  try {
    // Not blocking: opening a pipe that somebody planted must not wait for its other end.
    file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    await assertPrivate(path, file, limit)
    return await file.readFile('utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw diskTrouble(error, path, 'read')
  } finally {
    await file?.close()
  }
}

async function assertPrivate(path: string, file: FileHandle, limit: number): Promise<void> {
  const stats = await file.stat()
  if (!stats.isFile()) throw new Failure('storage_failed', `${path} is not a regular file.`)
  assertOurs(path, stats)
  if (writableByOthers(stats))
    throw new Failure('storage_failed', `Others on this machine may write to ${path}.`, {
      hints: [`chmod 600 ${JSON.stringify(path)}`],
    })
  if (stats.size > limit) throw new Failure('storage_failed', `${path} is larger than it can be.`)
  if (process.platform !== 'win32' && (stats.mode & 0o044) !== 0) await file.chmod(0o600).catch(() => {})
}

/**
 * Writes `text` so that a reader, also after a crash, finds the old content or the new, never a part: a new file of mode
 * 0600 beside it, synced, then renamed over it. Other hard links to the old file keep the old content.
 * @throws Failure `storage_failed`; then the old file is as it was.
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await makePrivateFolder(dirname(path))
  await replaceFile(path, text)
}

/**
 * The same in a folder that is the user's to choose, and may be shared.
 * @throws Failure `storage_failed`; then the old file is as it was.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  await sweepLeftovers(path)
  const temporary = temporaryName(path, randomBytes(6).toString('hex'))
  try {
    await assertReplaceable(path)
    await writeNew(temporary, text)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => {})
    throw diskTrouble(error, path, 'written')
  }
  await syncFolder(dirname(path))
}

/** Creates `path` with `text`, on disk before this resolves. Fails where the name exists, as a link too. */
export async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Removes the file and what interrupted writes of it left behind; false where there was none. */
export async function removePrivateFile(path: string): Promise<boolean> {
  const folder = dirname(path)
  if (!(await assertPrivateFolder(folder))) return false
  await sweepLeftovers(path)
  try {
    await rm(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw diskTrouble(error, path, 'removed')
  }
  await syncFolder(folder)
  return true
}

/** A link or a pipe in the file's place would vanish under rename; whoever put it there should hear of it. */
async function assertReplaceable(path: string): Promise<void> {
  const stats = await lstat(path).catch(error => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!stats) return
  if (!stats.isFile())
    throw new Failure('storage_failed', `${path} is not a regular file; it is left as it is.`, {
      hints: [`look at it, then remove it: ${JSON.stringify(path)}`],
    })
  assertOurs(path, stats)
}

/** Makes a rename survive a power cut. Not every system can; the content is on disk in any case. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, O_RDONLY).catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
