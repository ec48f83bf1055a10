import {isDeepStrictEqual} from 'node:util'
import {type Anchor, readAnchor} from './anchor.ts'
import {beginning, type Entry, entryIn, isSealed, type Link} from './entry.ts'
import {journalFiles, linesOf, type Place} from './place.ts'

/** What was done to a journal, as far as it shows. */
export interface Problem {
  readonly kind: 'changed' | 'removed' | 'inserted' | 'reordered' | 'truncated' | 'anchor'
  /** The entry, or the first of those that are missing. */
  readonly id: number
  /** The last of those that are missing. */
  readonly to?: number
  /** Where it shows; absent for the end. */
  readonly file?: string
  readonly line?: number
}

export interface Verification {
  readonly intact: boolean
  readonly entries: number
  readonly problems: readonly Problem[]
  /** Whether a writer was killed over its last line, which was never part of the journal. */
  readonly torn: boolean
}

interface Spot {
  readonly file: string
  readonly line: number
}

type Found = Spot & {readonly entry: Entry | undefined}

/**
 * Holds the journal against its own chain and its anchor. Takes no lock, and works on a read-only disk: what looks wrong
 * while somebody writes is looked at again.
 * @throws Failure `storage_failed`.
 */
export async function verifyJournal(world: Place): Promise<Verification> {
  for (let tries = 5; ; tries--) {
    const anchor = await readAnchor(world)
    const verification = await looked(world, anchor)
    if (verification.intact || tries === 0 || isDeepStrictEqual(anchor, await readAnchor(world))) return verification
  }
}

async function looked(world: Place, anchor: Anchor | undefined): Promise<Verification> {
  const found: Found[] = []
  let torn = false
  for (const file of await journalFiles(world)) {
    const {lines, torn: rest} = await linesOf(world, file)
    found.push(...lines.map((line, at) => ({file, line: at + 1, entry: entryIn(line)})))
    torn ||= rest !== ''
  }
  const {problems, last} = chained(found)
  problems.push(...ended(found, last, anchor))
  return {intact: problems.length === 0, entries: found.length, problems, torn}
}

/** Goes along the lines; each entry must be whole, be the next, and name the one before. */
function chained(found: readonly Found[]): {problems: Problem[]; last: {id: number; hash: string | undefined}} {
  const known = new Set(found.map(({entry}) => entry?.id))
  const seen = new Set<number>()
  const problems: Problem[] = []
  let last: {id: number; hash: string | undefined} = beginning
  for (const {entry, file, line} of found) {
    const note = (kind: Problem['kind'], id: number, more: Partial<Problem> = {}) =>
      problems.push({kind, id, ...more, file, line})
    if (!entry) {
      note('changed', last.id + 1)
      last = {id: last.id + 1, hash: undefined}
      continue
    }
    const {id, hash, previous} = entry
    if (id <= last.id) {
      note(seen.has(id) ? 'inserted' : 'reordered', id)
      continue
    }
    const missing = Array.from({length: Math.min(id - last.id - 1, 10_000)}, (_, at) => last.id + 1 + at)
    const gone = missing.filter(one => !known.has(one))
    if (gone[0] !== undefined) note('removed', gone[0], {to: id - 1})
    else if (missing.length === 0 && last.hash !== undefined && previous !== last.hash) {
      if (previous === beginning.hash) note('anchor', id)
      else note('changed', last.id)
    }
    if (!isSealed(entry)) note('changed', id)
    seen.add(id)
    last = {id, hash}
  }
  return {problems, last}
}

/** What the anchor knows and the lines do not. Lines after it are those of a writer that was killed, or is at it. */
function ended(found: readonly Found[], last: {readonly id: number}, anchor: Link | undefined): Problem[] {
  if (!anchor) return found.length === 0 ? [] : [{kind: 'anchor', id: last.id}]
  if (last.id < anchor.id) return [{kind: 'truncated', id: last.id + 1, to: anchor.id}]
  const anchored = found.find(({entry}) => entry?.id === anchor.id)
  if (!anchored?.entry || anchored.entry.hash === anchor.hash) return []
  return [{kind: 'changed', id: anchor.id, file: anchored.file, line: anchored.line}]
}
