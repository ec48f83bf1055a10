import {Failure} from '../failure.ts'
import {parseExactly} from './exact-json.ts'
import {type ReadPlace, textAt} from './given-place.ts'

/** One `-f` or `-F`, its name as it was typed. */
export interface Field {
  readonly name: string
  readonly value: unknown
}

/** Fields as they stand on a command line. */
export interface FieldWords {
  /** `name=value`, the value a string as it stands. */
  readonly strings?: readonly string[] | undefined
  /** `name=value`, the value JSON, or `@FILE` or `@-` for a text from there. */
  readonly json?: readonly string[] | undefined
}

/**
 * The fields, strings first.
 * @throws Failure `usage` naming what cannot be read, without repeating a value
 */
export async function fieldsOf(read: ReadPlace, {strings = [], json = []}: FieldWords): Promise<Field[]> {
  const fields: Field[] = strings.map(field => {
    const [name, value] = named(field, '-f')
    return {name, value}
  })
  for (const field of json) {
    const [name, text] = named(field, '-F')
    const value = text.startsWith('@')
      ? await textAt(read, text.slice(1))
      : valueIn(text, `-F ${name}=… is not JSON`, `-f ${name}=TEXT for a string`)
    fields.push({name, value})
  }
  return fields
}

/**
 * Fields as one object: `a[b]=1` sets a member of a member, `a[]=1` adds to a list.
 * @throws Failure `usage` where two fields want the same place in different shapes
 */
export function nested(fields: readonly Field[]): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null)
  for (const {name, value} of fields) {
    const steps = stepsOf(name)
    let at: Container = root
    for (const [depth, step] of steps.entries()) {
      const next = steps[depth + 1]
      if (next === undefined) put(at, step, value, name)
      else at = inside(at, step, next === '', name)
    }
  }
  return {...root}
}

/**
 * The variables of a GraphQL request; single fields beat the file. They travel beside the query, never in its text.
 * @throws Failure `usage` where the file holds no JSON object
 */
export function variablesOf(
  fields: readonly Field[],
  file?: {readonly name: string; readonly text: string},
): Record<string, unknown> | undefined {
  if (!file && fields.length === 0) return undefined
  return {...(file && objectIn(file)), ...nested(fields)}
}

type Container = Record<string, unknown> | unknown[]

/** `a[b][]` is a, then b, then the end of a list. */
function stepsOf(name: string): string[] {
  const [, first = '', rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
  if (first === '')
    throw new Failure('usage', 'A nested field is NAME[MEMBER]=VALUE or NAME[]=VALUE.', {
      hints: ["-f 'filter[title]=Welcome'"],
    })
  return [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, step = '']) => step)]
}

function put(at: Container, step: string, value: unknown, name: string): void {
  if (Array.isArray(at) !== (step === '')) throw clash(name)
  if (Array.isArray(at)) at.push(value)
  else at[step] = value
}

function inside(at: Container, step: string, list: boolean, name: string): Container {
  if (Array.isArray(at)) {
    if (step !== '') throw clash(name)
    const made: Container = list ? [] : Object.create(null)
    at.push(made)
    return made
  }
  at[step] ??= list ? [] : Object.create(null)
  const known = at[step]
  if (typeof known !== 'object' || known === null || Array.isArray(known) !== list) throw clash(name)
  return known as Container
}

function clash(name: string): Failure {
  return new Failure('usage', `The field ${name} wants a place that another field has given another shape.`)
}

function named(field: string, flag: string): readonly [string, string] {
  const at = field.indexOf('=')
  if (at > 0) return [field.slice(0, at), field.slice(at + 1)]
  throw new Failure('usage', `${flag} takes NAME=VALUE; the equals sign or the name is missing.`, {
    hints: [`${flag} id=welcome`],
  })
}

function objectIn({name, text}: {readonly name: string; readonly text: string}): object {
  const value = valueIn(text, `${name} is not JSON`)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new Failure('usage', `${name} must be a JSON object with one member for each variable.`)
}

function valueIn(text: string, problem: string, hint?: string): unknown {
  try {
    return parseExactly(text)
  } catch (cause) {
    throw new Failure('usage', `${problem}.`, {cause, ...(hint !== undefined && {hints: [hint]})})
  }
}
