import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {readPrivateFile, writePrivateFile} from '../disk/private-file.ts'
import type {World} from '../world/world.ts'
import type {Schema} from './schema.ts'

/** A schema as it was when somebody last asked for it. */
export interface KeptSchema extends Pick<Schema, 'sdl' | 'directives'> {
  /** ISO 8601, UTC. */
  readonly at: string
}

const version = 1
const mostBytes = 20 * 1024 * 1024

/** Keeps an API's schema in the cache folder, by the API's address. A disk that takes nothing is no reason to fail. */
export async function keepSchema(
  {folders, clock}: Pick<World, 'folders' | 'clock'>,
  url: string,
  {sdl, directives}: Pick<Schema, 'sdl' | 'directives'>,
): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  await writePrivateFile(pathOf(folders, url), JSON.stringify({version, url, at, directives, sdl})).catch(() => {})
}

/** The schema kept for this address; undefined where there is none that can be read. */
export async function keptSchema({folders}: Pick<World, 'folders'>, url: string): Promise<KeptSchema | undefined> {
  const text = await readPrivateFile(pathOf(folders, url), mostBytes).catch(() => undefined)
  try {
    const kept = JSON.parse(text ?? '')
    const {sdl, at, directives} = kept
    const ours = kept.version === version && kept.url === url && typeof sdl === 'string' && typeof at === 'string'
    return ours ? {sdl, at, directives: directives === true} : undefined
  } catch {
    return undefined
  }
}

function pathOf({cache}: World['folders'], url: string): string {
  return join(cache, 'schemas', `${createHash('sha256').update(url).digest('hex').slice(0, 32)}.json`)
}
