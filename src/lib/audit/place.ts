import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {readPrivateFile} from '../disk/private-file.ts'
import {codeOf, diskTrouble} from '../disk/trouble.ts'
import type {World} from '../world/world.ts'

export type Place = Pick<World, 'folders'>

/** The folder of the journal. */
export function journalFolder({folders}: Place): string {
  return join(folders.data, 'audit')
}

/** The file that is written to. */
export const current = 'journal.jsonl'

/** The name of a file that is full, by its last entry; names sort as the entries do. */
export function fullName(last: number): string {
  return `journal-${String(last).padStart(12, '0')}.jsonl`
}

/** The names of the journal's files, oldest first. @throws Failure `storage_failed`. */
export async function journalFiles(world: Place): Promise<string[]> {
  const folder = journalFolder(world)
  try {
    const names = await readdir(folder)
    const full = names.filter(name => /^journal-\d{12}\.jsonl$/.test(name)).sort()
    return names.includes(current) ? [...full, current] : full
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw diskTrouble(error, folder, 'read')
  }
}

/** The lines of one file, and what stands after the last line’s end. @throws Failure `storage_failed`. */
export async function linesOf(world: Place, name: string): Promise<{readonly lines: string[]; readonly torn: string}> {
  const lines = ((await readPrivateFile(join(journalFolder(world), name))) ?? '').split('\n')
  return {torn: lines.pop() ?? '', lines}
}
