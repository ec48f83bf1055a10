import {isDeepStrictEqual} from 'node:util'
import {Failure} from '../../failure.ts'
import type {Directory} from '../directory.ts'
import type {Change} from '../rehearsal.ts'
import {shownChange} from '../secrets.ts'
import {type Document, isDocument, type Json} from './document.ts'
import {type Edit, edited} from './edit.ts'
import {carried, type Draft, pathIn, type Subject} from './subject.ts'
import {editsOf, type Wishes} from './wishes.ts'

/** Shows somebody what would be different, and returns when they agree. @throws Failure `cancelled` when they do not. */
export type Agree = (changes: readonly Change[]) => Promise<void>

/**
 * Changes settings and loses none: reads all of them, merges what is wished, has the difference agreed to, looks once
 * more whether they are still what they were, writes, reads back and compares. Answers the settings as they then are.
 * @throws Failure `conflict` when they were changed in between, or are not afterwards what was written, naming each one.
 */
export async function changeSettings(
  directory: Directory,
  subject: Subject,
  wishes: Wishes,
  agree: Agree,
): Promise<Document> {
  const before = await subject.read(directory)
  const {edits, after, changes} = intended(subject, before, wishes)
  if (directory.rehearsal) directory.rehearsal.changes.push(...changes)
  else await agree(changes)
  if (changes.length === 0) return before
  if (!directory.rehearsal) await refuseChanged(directory, subject, before)
  await subject.write(directory, carried(subject, after), carried(subject, before))
  if (directory.rehearsal) return after
  return readBack(directory, subject, {wanted: carried(subject, after), edits})
}

/** The settings once they are as written; looked at twice, since an answer may come from a copy that lags behind. */
async function readBack(directory: Directory, subject: Subject, written: Written): Promise<Document> {
  const kept = await subject.read(directory)
  if (notKept(subject, written, kept).length === 0) return kept
  const again = await subject.read(directory)
  const lost = notKept(subject, written, again)
  if (lost.length === 0) return again
  throw new Failure(
    'conflict',
    `${subject.what} was written, and is not as written: ${sentence(lost)}. The service did not keep it, or somebody else changed it at the same time.`,
    {hints: ['look at it again, and repeat the command']},
  )
}

/** What wishes come to, for a thing that is as it is now. */
export interface Intent {
  readonly edits: readonly Edit[]
  /** With what goes along with the edits. */
  readonly after: Document
  readonly changes: readonly Change[]
}

/** @throws Failure `usage` for what cannot be wished. */
export function intended(subject: Subject, before: Document, wishes: Wishes): Intent {
  const edits = editsOf(subject, before, wishes)
  const wanted = edited(before, edits)
  const after = subject.consistent?.(wanted, before) ?? wanted
  return {edits, after, changes: changesOf(subject, before, after)}
}

/** What is different between two documents, in answers' spelling; lists count as equal in any order. */
export function changesOf(subject: Draft, before: Document, after: Document): Change[] {
  return leavesThatDiffer(carried(subject, before), carried(subject, after)).map(({at, before, after}) =>
    shownChange({
      path: pathIn(subject, at),
      ...(before === undefined ? {} : {before}),
      ...(after === undefined ? {} : {after}),
    }),
  )
}

async function refuseChanged(directory: Directory, subject: Subject, before: Document): Promise<void> {
  const meanwhile = changesOf(subject, before, await subject.read(directory))
  if (meanwhile.length > 0)
    throw new Failure(
      'conflict',
      `${subject.what} was changed meanwhile by somebody else, and nothing was written: ${sentence(meanwhile)}.`,
      {hints: ['look at it again, and repeat the command']},
    )
}

interface Written {
  readonly wanted: Document
  readonly edits: readonly Edit[]
}

/** What is not as written. What was unset is the service's to choose. */
function notKept(subject: Subject, {wanted, edits}: Written, kept: Document): Change[] {
  const unset = edits.filter(edit => 'to' in edit && edit.to === undefined).map(({at}) => at)
  const unseen = [...unset, ...(subject.untold ?? [])]
  return (
    leavesThatDiffer(wanted, carried(subject, kept))
      // A default that the service adds beside what was written takes nothing away.
      .filter(({before}) => before !== undefined)
      .filter(({at}) => !unseen.some(path => path.every((name, index) => at[index] === name)))
      .map(({at, before, after}) => shownChange({path: pathIn(subject, at), before, after}))
  )
}

function sentence(changes: readonly Change[]): string {
  const said = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value))
  return changes.map(({path, before, after}) => `${path} was ${said(before)} and is ${said(after)}`).join('; ')
}

interface Leaf {
  readonly at: readonly string[]
  readonly before?: Json | undefined
  readonly after?: Json | undefined
}

function leavesThatDiffer(before: Json | undefined, after: Json | undefined, at: readonly string[] = []): Leaf[] {
  if (isDocument(before) || isDocument(after)) {
    const [from, to] = [isDocument(before) ? before : {}, isDocument(after) ? after : {}]
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return names.flatMap(name => leavesThatDiffer(from[name], to[name], [...at, name]))
  }
  return isDeepStrictEqual(comparable(before), comparable(after)) ? [] : [{at, before, after}]
}

/** Describing operations leave out what is empty, and give lists in an order of their own. */
function comparable(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(canonical).sort()
  return value === '' || value === null ? undefined : value
}

/** The same text for the same value, whatever the order of its members. */
function canonical(value: Json): string {
  if (!isDocument(value)) return JSON.stringify(value)
  return JSON.stringify(
    Object.entries(value)
      .map(([name, inner]) => [name, canonical(inner)])
      .sort(),
  )
}
