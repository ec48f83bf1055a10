import {Problem} from '../problem.ts'
import {memberOf} from './members.ts'
import type {Shape} from './shapes.ts'

/**
 * Checks an input as the service does before anything else.
 * @throws Problem `SerializationException` when a value has the wrong type; `InvalidParameterException` that lists every
 *   constraint which is not met.
 */
export function checkInput(operation: string, required: readonly string[], input: Record<string, unknown>): void {
  const broken = required.filter(name => absent(input[name])).map(name => `Value null at '${lower(name)}' ${missing}`)
  for (const [name, value] of Object.entries(input)) {
    const shape = memberOf(operation, name)
    if (shape && !absent(value)) broken.push(...violations(shape, value, lower(name)))
  }
  if (broken.length > 0) {
    const errors = broken.length === 1 ? 'error' : 'errors'
    throw new Problem(
      'InvalidParameterException',
      `${broken.length} validation ${errors} detected: ${broken.join('; ')}`,
    )
  }
}

const missing = 'failed to satisfy constraint: Member must not be null'

function violations(shape: Shape, value: unknown, at: string): string[] {
  switch (shape.kind) {
    case 'text': {
      if (typeof value !== 'string') throw mistyped(value, 'String')
      const {min = 0, max = Infinity, pattern, values, sensitive} = shape
      const length = [...value].length
      return said(sensitive ? 'Value' : `Value '${value}'`, at, [
        length > max && `have length less than or equal to ${max}`,
        length < min && `have length greater than or equal to ${min}`,
        pattern !== undefined && !whole(pattern).test(value) && `satisfy regular expression pattern: ${pattern}`,
        values !== undefined && !values.includes(value) && `satisfy enum value set: [${values.join(', ')}]`,
      ])
    }
    case 'count': {
      if (typeof value !== 'number') throw mistyped(value, 'Integer')
      const {min = -Infinity, max = Infinity} = shape
      return said(`Value '${value}'`, at, [
        value > max && `have value less than or equal to ${max}`,
        value < min && `have value greater than or equal to ${min}`,
      ])
    }
    case 'flag':
      if (typeof value !== 'boolean') throw mistyped(value, 'Boolean')
      return []
    case 'list': {
      if (!Array.isArray(value)) throw new Problem('SerializationException', 'Expected list or null')
      const {min = 0, max = Infinity, of} = shape
      return [
        ...said(`Value '${JSON.stringify(value)}'`, at, [
          value.length > max && `have length less than or equal to ${max}`,
          value.length < min && `have length greater than or equal to ${min}`,
        ]),
        ...value.flatMap((item, index) => violations(of, item, `${at}.${index + 1}.member`)),
      ]
    }
    case 'dictionary':
      for (const item of Object.values(objectLike(value)))
        if (!absent(item) && typeof item !== 'string') throw mistyped(item, 'String')
      return []
    case 'structure': {
      const members = objectLike(value)
      return [
        ...shape.required
          .filter(name => absent(members[name]))
          .map(name => `Value null at '${at}.${lower(name)}' ${missing}`),
        ...Object.entries(shape.members).flatMap(([name, member]) =>
          absent(members[name]) ? [] : violations(member, members[name], `${at}.${lower(name)}`),
        ),
      ]
    }
  }
}

function said(subject: string, at: string, complaints: (string | false)[]): string[] {
  return complaints
    .filter(complaint => complaint !== false)
    .map(complaint => `${subject} at '${at}' failed to satisfy constraint: Member must ${complaint}`)
}

function objectLike(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Problem('SerializationException', 'Expected map or null')
  return value as Record<string, unknown>
}

function mistyped(value: unknown, wanted: string): Problem {
  const found = value === null ? 'NULL' : Array.isArray(value) ? 'LIST' : typeof value
  const tokens: Record<string, string> = {
    string: 'STRING',
    number: 'NUMBER',
    object: 'STRUCT',
    LIST: 'LIST',
    NULL: 'NULL',
  }
  const token = typeof value === 'boolean' ? String(value).toUpperCase() : (tokens[found] ?? found)
  return new Problem(
    'SerializationException',
    `${token}_VALUE can not be converted to ${wanted === 'Integer' ? 'an' : 'a'} ${wanted}`,
  )
}

const patterns = new Map<string, RegExp>()

function whole(pattern: string): RegExp {
  const kept = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`, 'su')
  patterns.set(pattern, kept)
  return kept
}

function absent(value: unknown): boolean {
  return value === undefined || value === null
}

/** `UserPoolId` is called `userPoolId` in refusals. */
function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
