import type {Directory} from '../directory.ts'
import type {Document} from './document.ts'
import {edited} from './edit.ts'
import {answerName} from './names.ts'
import type {Structure} from './shape.ts'

/** What can be said about a thing with settings, whether or not it is there yet. */
export interface Draft {
  /** In sentences: `Client web`. */
  readonly what: string
  /** Answers' names where they are not the API's own in camel case: `{ClientId: 'id'}`. */
  readonly names: Readonly<Record<string, string>>
  /** Everything this version knows an answer to have. */
  readonly known: Structure
  /** Everything it knows how to set. */
  readonly settable: Structure
  /** What answers tell beside the settings: it may stand in a file, and changes nothing. */
  readonly told?: readonly string[]
  /** Paths that the service works out of other settings: they are told, and never written or compared. */
  derived?(document: Document): readonly (readonly string[])[]
}

/** A thing whose settings one operation tells, and another replaces whole: what that one is not told, it resets. */
export interface Subject extends Draft {
  /** The settings as they are. @throws Failure `not_found` */
  read(directory: Directory): Promise<Document>
  /** Makes them `settings`, whole; `before` is what they were, of what can be written. */
  write(directory: Directory, settings: Document, before: Document): Promise<void>
  /** Paths that can be written and are never told: nobody can see whether they were kept. */
  readonly untold?: readonly (readonly string[])[]
  /** What goes along with a change because the service wants two settings to agree. */
  consistent?(settings: Document, before: Document): Document
}

/**
 * What an update has to be told of a document: what it knows, and what nobody here has heard of. The service may have got
 * a setting since this version was made; carried along it survives, and the reading back afterwards tells whether it did.
 */
export function carried({known, settable, derived = () => []}: Draft, document: Document): Document {
  const members = Object.entries(document).filter(([name]) => settable.members.has(name) || !known.members.has(name))
  return edited(
    Object.fromEntries(members),
    derived(document)
      .filter(([first = '']) => document[first] !== undefined)
      .map(at => ({at, to: undefined})),
  )
}

/** A top-level name as answers have it. */
export function nameIn({names}: Draft, name: string): string {
  return names[name] ?? answerName(name)
}

/** A path of the API as answers spell it; keys of maps stay what they are. */
export function pathIn(subject: Draft, path: readonly string[]): string {
  const [first = '', ...rest] = path
  let shape = subject.settable.members.get(first) ?? subject.known.members.get(first)
  const spelled = rest.map(name => {
    const key = shape?.kind === 'map'
    shape = shape?.kind === 'structure' ? shape.members.get(name) : undefined
    return key ? name : answerName(name)
  })
  return [nameIn(subject, first), ...spelled].join('.')
}
