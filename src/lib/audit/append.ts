import {constants} from 'node:fs'
import {open, rename, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {underLock} from '../disk/lock.ts'
import {codeOf, diskTrouble} from '../disk/trouble.ts'
import type {Deed, World} from '../world/world.ts'
import {type Anchor, readAnchor, writeAnchor} from './anchor.ts'
import {beginning, type Entry, following} from './entry.ts'
import {mended} from './mend.ts'
import {current, fullName, journalFolder, type Place} from './place.ts'

export interface AppendOptions {
  /** The size from which a file is full, in bytes. */
  readonly full?: number
}

const {O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0} = constants

/**
 * Writes what was done at the end of the journal. Of many processes each waits its turn; one that dies at any moment
 * leaves a journal that the next one can continue.
 * @throws Failure `storage_failed`; `timed_out` when the journal stays busy.
 */
export async function append(
  world: Place & Pick<World, 'clock'>,
  deed: Deed,
  {full = 1024 * 1024}: AppendOptions = {},
): Promise<Entry> {
  const path = join(journalFolder(world), current)
  const work = async () => {
    const last = await settled(world, path, full)
    const entry = following(last, deed, new Date(world.clock.now()).toISOString())
    const line = `${JSON.stringify(entry)}\n`
    await writeAtEnd(path, line)
    await writeAnchor(world, {id: entry.id, hash: entry.hash, bytes: last.bytes + Buffer.byteLength(line)})
    return entry
  }
  // What was done is written down also when the person has cancelled what comes next.
  const cancelled = new AbortController().signal
  return underLock({clock: world.clock, cancelled}, `${path}.lock`, work, {
    patience: 20_000,
    doing: 'writing to the journal',
  })
}

/** The end of a journal that can be written to: nothing half-written, and room for a line. */
async function settled(world: Place, path: string, full: number): Promise<Anchor> {
  const [kept, size] = [await readAnchor(world), await sizeOf(path)]
  // In place before the first line is, so that its absence later tells something.
  if (!kept && size === undefined) await writeAnchor(world, {...beginning, bytes: 0})
  const last = kept?.bytes === (size ?? 0) ? kept : await mended(world, path, kept)
  if (last.bytes < full) return last
  // In this order: lines that are older than the anchor are known for what they are.
  await writeAnchor(world, {...last, bytes: 0})
  await rename(path, join(journalFolder(world), fullName(last.id))).catch(error => {
    throw diskTrouble(error, path, 'written')
  })
  return {...last, bytes: 0}
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw diskTrouble(error, path, 'read')
  }
}

async function writeAtEnd(path: string, line: string): Promise<void> {
  try {
    const file = await open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
    try {
      await file.writeFile(line)
      await file.datasync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw diskTrouble(error, path, 'written')
  }
}
