import {type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap} from 'yaml'
import type {Form, RecordForm} from './form.ts'

/** Something in the file that cannot stay so. */
export interface Trouble {
  readonly path: string
  readonly words: string
  /** Where it begins, in characters from the start of the text. */
  readonly offset: number
}

/** What is read, and where; troubles are collected, so that one look finds them all. */
export interface Reading {
  readonly document: Document
  readonly troubles: Trouble[]
  /** Where each path begins. */
  readonly places: Map<string, number>
}

type ScalarForm = Extract<Form, {kind: 'text'} | {kind: 'word'} | {kind: 'number'} | {kind: 'flag'} | {kind: 'only'}>

/** The value at a place of the file, as its form has it; undefined where there is trouble. */
export function valueAt(reading: Reading, form: Form, given: Node | null | undefined, path: string): unknown {
  const node = isAlias(given) ? given.resolve(reading.document) : given
  const offset = (given ?? node)?.range?.[0] ?? 0
  if (!reading.places.has(path)) reading.places.set(path, offset)
  const trouble = (words: string) => void reading.troubles.push({path, words, offset})
  switch (form.kind) {
    case 'any':
      return node?.toJS(reading.document, {maxAliasCount: 100})
    case 'list':
      if (!isSeq(node)) return trouble('must be a list')
      return node.items.map((item, at) => valueAt(reading, form.of, item as Node, `${path}[${at}]`))
    case 'map':
    case 'record':
      if (node === null || node === undefined || (isScalar(node) && node.value === null))
        return form.kind === 'record' && (form.required || form.oneOf) ? trouble('must not be empty') : {}
      if (!isMap(node)) return trouble('must be an object')
      return form.kind === 'map' ? mapAt(reading, form, node, path) : recordAt(reading, form, node, path)
    default:
      return scalarOf(form, isScalar(node) ? node : undefined, trouble)
  }
}

function scalarOf(form: ScalarForm, node: Scalar | undefined, trouble: (words: string) => void): unknown {
  const value = node?.value
  switch (form.kind) {
    case 'word':
      if (value !== undefined && value !== null && typeof value !== 'string') return node?.source ?? String(value)
      return typeof value === 'string' ? value : trouble('must be a text')
    case 'text':
      if (typeof value !== 'string') return trouble('must be a text')
      return form.pattern?.test(value) === false ? trouble('is not a text of the right form') : value
    case 'number':
      return Number.isSafeInteger(value) ? value : trouble('must be a whole number')
    case 'flag':
      return typeof value === 'boolean' ? value : trouble('must be true or false')
    case 'only':
      return form.values.some(each => each === value) ? value : trouble(`must be ${form.values.join(', ')}`)
  }
}

function mapAt(reading: Reading, form: Extract<Form, {kind: 'map'}>, node: YAMLMap, path: string): object {
  return Object.fromEntries(
    pairsOf(reading, node, path).map(({name, value, offset}) => {
      const at = below(path, name)
      if (form.named?.test(name) === false) reading.troubles.push({path: at, words: unnamed(name), offset})
      reading.places.set(at, offset)
      return [name, valueAt(reading, form.of, value, at)]
    }),
  )
}

function recordAt(reading: Reading, form: RecordForm, node: YAMLMap, path: string): object | undefined {
  const pairs = pairsOf(reading, node, path)
  const offset = node.range?.[0] ?? 0
  const missing = form.required?.find(name => pairs.every(pair => pair.name !== name))
  if (missing !== undefined) reading.troubles.push({path: below(path, missing), words: 'is missing', offset})
  if (form.oneOf && pairs.length !== 1)
    reading.troubles.push({path, words: `has just one of ${Object.keys(form.members).join(', ')}`, offset})
  return Object.fromEntries(
    pairs.flatMap(({name, value, offset}) => {
      const at = below(path, name)
      const own = Object.hasOwn(form.members, name) ? form.members[name] : undefined
      const member = own ?? (form.others?.named.test(name) ? form.others.of : undefined)
      reading.places.set(at, offset)
      if (member) return [[name, valueAt(reading, member, value, at)]]
      reading.troubles.push({path: at, words: `is unknown here${suggestion(name, form)}`, offset})
      return []
    }),
  )
}

interface Pair {
  readonly name: string
  readonly value: Node | null
  readonly offset: number
}

function pairsOf({troubles}: Reading, node: YAMLMap, path: string): Pair[] {
  const seen = new Set<string>()
  return node.items.map(({key, value}) => {
    const scalar = isScalar(key) ? key : undefined
    // What looks like a number is a name here: as it is written.
    const name = typeof scalar?.value === 'string' ? scalar.value : (scalar?.source ?? String(key))
    const offset = (key as Node | null)?.range?.[0] ?? 0
    if (seen.has(name)) troubles.push({path: below(path, name), words: 'stands there twice', offset})
    seen.add(name)
    return {name, value: value as Node | null, offset}
  })
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function unnamed(name: string): string {
  return /^(client_secret|private_key)$/.test(name)
    ? 'is a secret, which does not stand in this file: say where it is by clientSecretFrom or privateKeyFrom'
    : 'cannot have this name'
}

function suggestion(name: string, {members}: RecordForm): string {
  if (/^(password|client_?secret|private_?key)$/i.test(name)) {
    const from = Object.keys(members).find(
      member => member.toLowerCase() === `${name.replace('_', '')}from`.toLowerCase(),
    )
    return `: secrets do not stand in this file${from === undefined ? '' : `; say where it is by ${from}`}`
  }
  const near = Object.keys(members).filter(member => member.toLowerCase().startsWith(name.toLowerCase().slice(0, 5)))
  return near.length === 0 ? '' : ` (near to it: ${near.slice(0, 3).join(', ')})`
}
