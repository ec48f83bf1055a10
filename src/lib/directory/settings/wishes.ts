import {Failure} from '../../failure.ts'
import {isSecret} from '../secrets.ts'
import {type Document, isDocument, type Json} from './document.ts'
import type {Edit} from './edit.ts'
import {answerName} from './names.ts'
import type {Shape} from './shape.ts'
import {type Draft, nameIn, pathIn} from './subject.ts'
import {settingOf} from './value.ts'

/** What somebody wants changed, as flags and files say it. */
export interface Wishes {
  /** `path=value` each, in answers' spelling or in the API's. */
  readonly set?: readonly string[] | undefined
  /** Paths that are to go back to what the service has by default. */
  readonly unset?: readonly string[] | undefined
  /** A document in the form of an answer; what it does not name stays, and null unsets. */
  readonly file?: unknown
  /** What flags of their own say, in the API's spelling. */
  readonly edits?: readonly Edit[]
}

/**
 * The edits that are wished of a document.
 * @throws Failure `usage` for what is no setting, for one that cannot be changed, and for a value of the wrong form.
 */
export function editsOf(subject: Draft, document: Document, {set = [], unset = [], file, edits = []}: Wishes): Edit[] {
  const wished = [
    ...edits,
    ...set.map(text => assigned(subject, document, text)),
    ...unset.map(path => ({at: settableAt(subject, document, path).at, to: undefined})),
    ...(file === undefined ? [] : merged(subject, document, file)),
  ]
  if (wished.length === 0)
    throw new Failure('usage', `Nothing to change about ${subject.what}.`, {
      hints: ['--set path=value', '--unset path', '--from-file FILE'],
    })
  return wished
}

function assigned(subject: Draft, document: Document, text: string): Edit {
  const end = text.indexOf('=')
  if (end < 1) throw new Failure('usage', `“${text}” is not a setting as path=value.`)
  const {at, shape} = settableAt(subject, document, text.slice(0, end))
  if (isSecret(at.join('.')))
    throw new Failure('usage', `${pathIn(subject, at)} is a secret, and arguments can be seen by others.`, {
      hints: ['--from-file FILE, or - for standard input'],
    })
  return {at, to: settingOf(shape, text.slice(end + 1), pathIn(subject, at))}
}

interface Place {
  readonly at: readonly string[]
  readonly shape: Shape
}

const any: Shape = {kind: 'any'}

function settableAt(subject: Draft, document: Document, path: string): Place {
  const place = placeOf(subject, document, path)
  if (isReadOnly(subject, place.at)) throw readOnly(subject, place.at)
  return place
}

function isReadOnly({known, settable}: Draft, [first = '']: readonly string[]): boolean {
  return known.members.has(first) && !settable.members.has(first)
}

function readOnly(subject: Draft, at: readonly string[]): Failure {
  return new Failure('usage', `${subject.what}: ${pathIn(subject, at)} cannot be changed.`)
}

/** Finds a path word by word: a word is a member's name in either spelling, or all that is left of it the key of a map. */
function placeOf(subject: Draft, document: Document, path: string): Place {
  let shape: Shape = {kind: 'structure', members: new Map([...subject.known.members, ...subject.settable.members])}
  let here: Json | undefined = document
  const at: string[] = []
  const words = path.split('.')
  while (words.length > 0) {
    if (shape.kind === 'map') {
      at.push(words.join('.'))
      return {at, shape: shape.of}
    }
    if (shape.kind !== 'structure' && shape.kind !== 'any') throw unknown(subject, path)
    const word = words.shift() ?? ''
    const members: ReadonlyMap<string, Shape> = shape.kind === 'structure' ? shape.members : new Map()
    const names: readonly string[] = [...members.keys(), ...(isDocument(here) ? Object.keys(here) : [])]
    const spelled = (name: string) => (at.length === 0 ? nameIn(subject, name) : answerName(name))
    // A name with a capital that nobody knows may be one that the service got after this version was made.
    const name = names.find(name => name === word || spelled(name) === word) ?? (/^[A-Z]/.test(word) ? word : undefined)
    if (name === undefined) throw unknown(subject, path, names.map(spelled), word)
    shape = members.get(name) ?? any
    here = isDocument(here) ? here[name] : undefined
    at.push(name)
  }
  return {at, shape}
}

function unknown(subject: Draft, path: string, names: readonly string[] = [], word = ''): Failure {
  const near = names.filter(name => name.toLowerCase().includes(word.toLowerCase().slice(0, 6)))
  return new Failure('usage', `${subject.what} has no setting “${path}”.`, {
    hints: near.length > 0 ? [`near to it: ${[...new Set(near)].join(', ')}`] : [],
  })
}

/** A file's members one by one, so that what it leaves out stays; what cannot be changed may stand in it unchanged. */
function merged(subject: Draft, document: Document, file: unknown): Edit[] {
  if (!isDocument(file)) throw new Failure('usage', 'The file must hold one JSON object, as “show --json” prints it.')
  return Object.entries(file).flatMap(([name, value]) => {
    if (subject.told?.includes(name)) return []
    const {at, shape} = placeOf(subject, document, name)
    if (!isReadOnly(subject, at)) return leaves(at, shape, value, subject)
    return []
  })
}

function leaves(at: readonly string[], shape: Shape, value: Json, subject: Draft): Edit[] {
  if (value === null) return [{at, to: undefined}]
  if (isDocument(value) && (shape.kind === 'structure' || shape.kind === 'map'))
    return Object.entries(value).flatMap(([word, inner]) => {
      if (shape.kind === 'map') return leaves([...at, word], shape.of, inner, subject)
      const name = [...shape.members.keys()].find(name => name === word || answerName(name) === word) ?? word
      return leaves([...at, name], shape.members.get(name) ?? any, inner, subject)
    })
  return [{at, to: settingOf(shape, value, pathIn(subject, at))}]
}
