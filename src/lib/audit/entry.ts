import {createHash} from 'node:crypto'
import type {Deed} from '../world/world.ts'

/** One line of the journal. */
export interface Entry extends Deed {
  /** Counts from 1, without a gap. */
  readonly id: number
  /** ISO 8601, UTC. */
  readonly at: string
  /** The hash of the entry before. */
  readonly previous: string
  /** SHA-256 over this entry without its hash, as JSON in the order it is written in; hexadecimal. */
  readonly hash: string
}

/** The last entry of a chain, or what comes before the first. */
export type Link = Pick<Entry, 'id' | 'hash'>

/** What stands where nothing comes before. */
export const beginning: Link = {id: 0, hash: '0'.repeat(64)}

/** What was done, as the entry that follows another. */
export function following(last: Link, deed: Deed, at: string): Entry {
  const unsealed = {id: last.id + 1, at, ...deed, previous: last.hash}
  return {...unsealed, hash: sealOf(unsealed)}
}

/** Whether an entry still is what was written. */
export function isSealed({hash, ...rest}: Entry): boolean {
  return hash === sealOf(rest)
}

/** The entry in a line; undefined where no entry can be read. */
export function entryIn(line: string): Entry | undefined {
  try {
    const found = JSON.parse(line) as Entry
    const words = [found.at, found.operation, found.outcome, found.profile, found.previous, found.hash]
    return Number.isSafeInteger(found.id) && words.every(word => typeof word === 'string') ? found : undefined
  } catch {
    return undefined
  }
}

function sealOf(unsealed: object): string {
  return createHash('sha256').update(JSON.stringify(unsealed)).digest('hex')
}
