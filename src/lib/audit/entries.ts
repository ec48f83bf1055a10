import {Failure} from '../failure.ts'
import type {Outcome} from '../world/world.ts'
import {type Entry, entryIn} from './entry.ts'
import {journalFiles, linesOf, type Place} from './place.ts'

/** Which entries are meant. */
export interface Wanted {
  /** Not older than this; milliseconds since the epoch. */
  readonly since?: number | undefined
  readonly operation?: string | undefined
  /** `failed` is every outcome but `ok`. */
  readonly outcome?: Outcome | 'failed' | undefined
  readonly limit?: number | undefined
}

/** Entries of the journal, newest first; lines that cannot be read are left to `verify`. @throws Failure `storage_failed`. */
export async function listEntries(world: Place, wanted: Wanted = {}): Promise<Entry[]> {
  const {limit = Number.POSITIVE_INFINITY} = wanted
  const found: Entry[] = []
  for (const name of (await journalFiles(world)).reverse()) {
    const {lines} = await linesOf(world, name)
    const entries = lines.map(entryIn).filter(entry => entry !== undefined)
    found.push(...entries.reverse().filter(entry => isWanted(entry, wanted)))
    if (found.length >= limit) return found.slice(0, limit)
  }
  return found
}

function isWanted(entry: Entry, {since, operation, outcome}: Wanted): boolean {
  if (since !== undefined && Date.parse(entry.at) < since) return false
  if (operation !== undefined && entry.operation.toLowerCase() !== operation.toLowerCase()) return false
  if (outcome === 'failed') return entry.outcome !== 'ok'
  return outcome === undefined || entry.outcome === outcome
}

/** One entry. @throws Failure `not_found`, `storage_failed`. */
export async function findEntry(world: Place, id: number): Promise<Entry> {
  const found = (await listEntries(world)).find(entry => entry.id === id)
  if (found) return found
  throw new Failure('not_found', `The journal has no entry ${id}.`, {hints: ['authctl audit list']})
}
