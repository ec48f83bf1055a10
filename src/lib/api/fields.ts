import {Failure} from '../failure.ts'
import {parseExactly} from './exact-json.ts'

/** Where variables come from, as they stand on a command line. */
export interface VariableSources {
  /** The text of a file with one JSON object, and the file's name. */
  readonly file?: {readonly name: string; readonly text: string} | undefined
  /** `name=value`, the value a string as it stands. */
  readonly strings?: readonly string[] | undefined
  /** `name=value`, the value JSON. */
  readonly json?: readonly string[] | undefined
}

/**
 * The variables of a request; single fields beat the file. They travel beside the query and are never put into its text.
 * @throws Failure `usage` naming what cannot be read, without repeating a value
 */
export function variablesOf({file, strings = [], json = []}: VariableSources): Record<string, unknown> | undefined {
  const fields = [
    ...strings.map(field => named(field, '-f')),
    ...json.map(field => {
      const [name, text] = named(field, '-F')
      return [name, valueIn(text, `-F ${name}=… is not JSON`, `-f ${name}=TEXT for a string`)] as const
    }),
  ]
  if (!file && fields.length === 0) return undefined
  return {...(file && objectIn(file)), ...Object.fromEntries(fields)}
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
