import {join} from 'node:path'
import {readPrivateFile, writePrivateFile} from '../disk/private-file.ts'
import type {Link} from './entry.ts'
import {journalFolder, type Place} from './place.ts'

/** Where the journal ended when it was last written to: kept apart, so that a shorter journal shows. */
export interface Anchor extends Link {
  /** The size of the file that is written to, in bytes. */
  readonly bytes: number
}

/** Undefined where there is none, or none that can be read. @throws Failure `storage_failed`. */
export async function readAnchor(world: Place): Promise<Anchor | undefined> {
  const text = await readPrivateFile(pathOf(world))
  try {
    const {id, hash, bytes} = JSON.parse(text ?? '') as Anchor
    if (Number.isSafeInteger(id) && Number.isSafeInteger(bytes) && /^[0-9a-f]{64}$/.test(hash)) return {id, hash, bytes}
  } catch {
    // As good as none.
  }
  return undefined
}

/** @throws Failure `storage_failed`. */
export async function writeAnchor(world: Place, anchor: Anchor): Promise<void> {
  await writePrivateFile(pathOf(world), `${JSON.stringify(anchor)}\n`)
}

function pathOf(world: Place): string {
  return join(journalFolder(world), 'anchor.json')
}
