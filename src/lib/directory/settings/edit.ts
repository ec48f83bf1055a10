import {isDeepStrictEqual} from 'node:util'
import {Failure} from '../../failure.ts'
import {type Document, isDocument, type Json} from './document.ts'

/** One thing to do to a document: give a value, take it away (`to` undefined), or put into and take out of a list. */
export type Edit =
  | {readonly at: readonly string[]; readonly to: Json | undefined}
  | {
      readonly at: readonly string[]
      readonly add: readonly Json[]
      readonly remove: readonly Json[]
      /** The member by which two items are the same, where items have members. */
      readonly by?: string
    }

/** The document after the edits; what they do not name is what it was. @throws Failure `usage` when two contradict. */
export function edited(document: Document, edits: readonly Edit[]): Document {
  const given = new Map<string, Edit>()
  for (const edit of edits) {
    const path = edit.at.join('.')
    const other = given.get(path)
    if (other && 'to' in other && !isDeepStrictEqual(other, edit))
      throw new Failure('usage', `${path} is given twice, in different ways.`)
    given.set(path, edit)
  }
  return edits.reduce((at, edit) => (replaced(at, edit.at, old => changed(old, edit)) ?? {}) as Document, document)
}

function changed(old: Json | undefined, edit: Edit): Json | undefined {
  if ('to' in edit) return edit.to
  const {add, remove, by} = edit
  const keyOf = (item: Json) => (by !== undefined && isDocument(item) ? item[by] : item)
  const among = (items: readonly Json[], item: Json) =>
    items.find(other => isDeepStrictEqual(keyOf(other), keyOf(item)))
  const items = Array.isArray(old) ? (old as readonly Json[]) : []
  const kept = items.filter(item => among(remove, item) === undefined).map(item => among(add, item) ?? item)
  return [...kept, ...add.filter(item => among(kept, item) === undefined)]
}

function replaced(
  old: Json | undefined,
  [name, ...rest]: readonly string[],
  change: (old: Json | undefined) => Json | undefined,
): Json | undefined {
  if (name === undefined) return change(old)
  const members = isDocument(old) ? old : {}
  const value = replaced(members[name], rest, change)
  if (value !== undefined) return {...members, [name]: value}
  const {[name]: _, ...others} = members
  return others
}
