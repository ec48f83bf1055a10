import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {codeOf, diskTrouble} from '../disk/trouble.ts'
import type {World} from '../world/world.ts'
import {keptFolder} from './names.ts'

/** The files of all kept sessions. @throws Failure `storage_failed`. */
export async function sessionFiles(world: Pick<World, 'folders'>): Promise<string[]> {
  const folder = keptFolder(world)
  try {
    const names = await readdir(folder)
    return names
      .filter(name => /^[^.].*\+.*-[0-9a-f]{12}\.json$/.test(name))
      .sort()
      .map(name => join(folder, name))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw diskTrouble(error, folder, 'read')
  }
}

/** Whose session a file is, by its name: for files whose content does not say. */
export function namedBy(path: string): {profile: string; identity: string} {
  const [, profile = '', identity = ''] = /([^/\\+]*)\+([^/\\]*)-[0-9a-f]{12}\.json$/.exec(path) ?? []
  return {profile, identity}
}
