import {randomBytes} from 'node:crypto'
import {truncate} from 'node:fs/promises'
import {join} from 'node:path'
import {writeNew} from '../disk/private-file.ts'
import {diskTrouble} from '../disk/trouble.ts'
import type {Anchor} from './anchor.ts'
import {beginning, type Entry, entryIn, isSealed, type Link} from './entry.ts'
import {current, journalFiles, journalFolder, linesOf, type Place} from './place.ts'

/**
 * The end of a journal that is not as its anchor says, because a writer was killed or somebody changed it. A line that
 * was never finished is put aside; whole lines stay, and those that continue the chain are part of it. What does not is
 * for `verify` to name.
 * @throws Failure `storage_failed`.
 */
export async function mended(world: Place, path: string, anchor: Anchor | undefined): Promise<Anchor> {
  const {lines, torn} = await linesOf(world, current)
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  if (torn !== '') await putAside(world, path, torn, bytes)
  const entries = lines.map(entryIn).filter(entry => entry !== undefined)
  return {...(anchor ? continued(anchor, entries) : await anew(world, entries)), bytes}
}

function continued({id, hash}: Anchor, entries: readonly Entry[]): Link {
  let last: Link = {id, hash}
  for (const entry of entries)
    if (entry.id === last.id + 1 && entry.previous === last.hash && isSealed(entry)) last = entry
  return {id: last.id, hash: last.hash}
}

/** No anchor, but lines: somebody took it away. The count goes on, and the chain does not, so that it shows. */
async function anew(world: Place, entries: readonly Entry[]): Promise<Link> {
  const full = (await journalFiles(world)).filter(name => name !== current).map(name => Number(/\d+/.exec(name)))
  return {id: Math.max(0, ...full, ...entries.map(({id}) => id)), hash: beginning.hash}
}

async function putAside(world: Place, path: string, torn: string, bytes: number): Promise<void> {
  const aside = join(journalFolder(world), `torn-${randomBytes(6).toString('hex')}.txt`)
  try {
    await writeNew(aside, `${torn}\n`)
    await truncate(path, bytes)
  } catch (error) {
    throw diskTrouble(error, path, 'written')
  }
}
