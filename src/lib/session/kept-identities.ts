import {readdir} from 'node:fs/promises'
import {basename} from 'node:path'
import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {isName, keptFolder, sessionPath} from './names.ts'

/** The identities that sessions of this profile are kept for, told by file names alone: nothing is opened. */
export async function keptIdentities(
  world: Pick<World, 'folders'>,
  {name}: Pick<Profile, 'name'>,
): Promise<readonly string[]> {
  const files = await readdir(keptFolder(world)).catch(() => [])
  const candidates = files
    .filter(file => file.startsWith(`${name}+`))
    .map(file => ({file, identity: file.slice(name.length + 1).replace(/-[0-9a-f]+\.json$/, '')}))
  return candidates
    .filter(({file, identity}) => isName(identity) && basename(sessionPath(world, name, identity)) === file)
    .map(({identity}) => identity)
    .sort()
}
