import {join} from 'node:path'
import {underLock} from '../disk/lock.ts'
import {writePrivateFile} from '../disk/private-file.ts'
import type {World} from '../world/world.ts'
import {invalid, readDocument} from './document.ts'
import {readFields} from './fields.ts'
import {wrongName} from './name.ts'
import type {Profile} from './profile.ts'

/** The user's own profiles, and which of them is used unless another is named. */
export interface Profiles {
  readonly current?: string
  readonly profiles: ReadonlyMap<string, Profile>
}

type Place = Pick<World, 'folders'>

/** Where the user's profiles are kept. They hold no secrets and may be copied between machines. */
export function profilesPath({folders}: Place): string {
  return join(folders.config, 'profiles.json')
}

/**
 * The user's profiles; none where there is no file yet.
 * @throws Failure `config_invalid`, naming file, profile and field, where the file does not make sense. It is left as it is.
 */
export async function readProfiles(world: Place): Promise<Profiles> {
  const path = profilesPath(world)
  const document = await readDocument(path)
  if (document === undefined) return {profiles: new Map()}
  const {version, current, profiles = {}, ...unknown} = document
  if (version !== 1)
    throw invalid(path, `its version is ${JSON.stringify(version) ?? 'missing'}, and this authctl knows version 1`)
  const [stranger] = Object.keys(unknown)
  if (stranger !== undefined) throw invalid(path, `“${stranger}” is unknown here`)
  if (current !== undefined && typeof current !== 'string') throw invalid(path, 'current must be a text')
  if (typeof profiles !== 'object' || profiles === null || Array.isArray(profiles))
    throw invalid(path, 'profiles must be an object of profiles by name')
  const read = new Map(Object.entries(profiles).map(([name, fields]) => [name, readProfile(path, name, fields)]))
  return {...(current === undefined ? {} : {current}), profiles: read}
}

/**
 * Replaces the user's profiles in one step: readers see the old file or the new one.
 * @throws Failure `storage_failed` where the file cannot be written; the old one is then still there.
 */
export async function writeProfiles(world: Place, {current, profiles}: Profiles): Promise<void> {
  const byName = Object.fromEntries([...profiles].map(([name, {name: _, ...fields}]) => [name, fields]))
  const document = {version: 1, current, profiles: byName}
  await writePrivateFile(profilesPath(world), `${JSON.stringify(document, undefined, 2)}\n`)
}

/** What a change of the file needs: other processes may be changing it too. */
export type Editing = Pick<World, 'folders' | 'clock' | 'cancelled'>

/**
 * Reads, changes and writes the user's profiles while no other process does, giving back what is there now.
 * @throws Failure as readProfiles and writeProfiles do, `timed_out` while somebody else keeps changing them.
 */
export function changeProfiles(world: Editing, change: (before: Profiles) => Profiles): Promise<Profiles> {
  const lock = `${profilesPath(world)}.lock`
  const work = async () => {
    const after = change(await readProfiles(world))
    await writeProfiles(world, after)
    return after
  }
  return underLock(world, lock, work, {patience: 10_000, doing: 'changing profiles'})
}

function readProfile(path: string, name: string, value: unknown): Profile {
  const badName = wrongName(name)
  if (badName !== undefined) throw invalid(path, `the profile name “${name}” ${badName}`)
  const read = readFields(value)
  if ('wrong' in read) throw invalid(path, `in the profile “${name}”, ${read.wrong}`)
  return {name, ...read.fields}
}
