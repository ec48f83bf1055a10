import type {Assertion} from './assertion.ts'
import type {AttributeMapping, Rules} from './mapping.ts'

/** Something that Cognito would refuse, or pass over in silence. */
export interface MappingProblem {
  readonly code: MappingCode
  readonly attribute?: string
  readonly message: string
}

export type MappingCode =
  | 'no_name_id'
  | 'transient_name_id'
  | 'username_too_long'
  | 'unknown_attribute'
  | 'not_in_assertion'
  | 'required_not_mapped'
  | 'required_empty'
  | 'immutable'
  | 'not_writable'
  | 'too_long'
  | 'four_byte_character'
  | 'other_audience'
  | 'other_recipient'

const longest = {value: 2048, username: 128}

/** An assertion as it is mapped. */
export interface Mapped {
  readonly assertion: Assertion
  readonly mapping: AttributeMapping
  /** Values by the assertion’s own names. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /** As they would stand in the pool. */
  readonly attributes: Readonly<Record<string, string>>
  readonly username: string | undefined
}

/** Everything that is wrong with a mapping, tried on an assertion. */
export function mappingProblems(
  {assertion, mapping, values, attributes, username}: Mapped,
  rules: Rules,
): MappingProblem[] {
  return [
    ...onSubject(assertion, username),
    ...onParties(assertion, rules),
    ...Object.entries(mapping)
      .filter(([name]) => name !== 'username')
      .flatMap(([name, source]) => onAttribute(name, source, values, rules)),
    ...onRequired(mapping, attributes, rules),
  ]
}

function onSubject({subject}: Assertion, username: string | undefined): MappingProblem[] {
  if (username === undefined) return [{code: 'no_name_id', message: 'The assertion has no NameID: nobody can sign in.'}]
  return [
    ...(subject?.format?.endsWith(':transient')
      ? [{code: 'transient_name_id' as const, message: 'The NameID is transient: every sign-in would make a new user.'}]
      : []),
    ...(username.length > longest.username
      ? [
          {
            code: 'username_too_long' as const,
            message: `The user name has ${username.length} characters; 128 are the most.`,
          },
        ]
      : []),
  ]
}

function onParties({conditions, subject}: Assertion, {audience, recipient}: Rules): MappingProblem[] {
  const audiences = conditions?.audiences ?? []
  const recipients = (subject?.confirmations ?? []).flatMap(confirmation => confirmation.recipient ?? [])
  return [
    ...(audience !== undefined && !audiences.includes(audience)
      ? [
          {
            code: 'other_audience' as const,
            message: `It is meant for ${audiences.join(', ') || 'nobody'}, not for ${audience}.`,
          },
        ]
      : []),
    ...(recipient !== undefined && !recipients.includes(recipient)
      ? [
          {
            code: 'other_recipient' as const,
            message: `It is to be posted to ${recipients.join(', ') || 'nowhere'}, not to ${recipient}.`,
          },
        ]
      : []),
  ]
}

function onAttribute(
  attribute: string,
  source: string,
  values: ReadonlyMap<string, readonly string[]>,
  {schema, writable}: Rules,
): MappingProblem[] {
  const rule = schema?.find(({name}) => name === attribute)
  const found = values.get(source)
  const whole = found?.length ? inOne(found) : ''
  const problem = (code: MappingCode, message: string) => [{code, attribute, message}]
  return [
    ...(schema && !rule ? problem('unknown_attribute', `The pool has no attribute ${attribute}.`) : []),
    ...(found?.length ? [] : problem('not_in_assertion', `The assertion has no ${source}${likely(source, values)}.`)),
    ...(rule && !rule.mutable
      ? problem('immutable', `${attribute} cannot be changed: sign-ins after the first fail when it is mapped.`)
      : []),
    ...(writable && !writable.includes(attribute)
      ? problem('not_writable', `The app client may not write ${attribute}: it is passed over in silence.`)
      : []),
    ...(whole.length > longest.value
      ? problem('too_long', `${attribute} would have ${whole.length} characters; 2,048 are the most.`)
      : []),
    ...(/[\u{10000}-\u{10ffff}]/u.test(whole)
      ? problem('four_byte_character', `${attribute} has a character of four bytes, which Cognito does not take.`)
      : []),
  ]
}

function onRequired(
  mapping: AttributeMapping,
  attributes: Record<string, string>,
  {schema = []}: Rules,
): MappingProblem[] {
  return schema
    .filter(({name, required}) => required && name !== 'sub' && attributes[name] === undefined)
    .map(({name: attribute}) =>
      Object.hasOwn(mapping, attribute)
        ? {code: 'required_empty', attribute, message: `The pool requires ${attribute}, and it would have no value.`}
        : {
            code: 'required_not_mapped',
            attribute,
            message: `The pool requires ${attribute}, and nothing is mapped to it.`,
          },
    )
}

/** Several values as Cognito keeps them: `[a,b]`, each encoded as in a form. */
export function inOne(values: readonly string[]): string {
  const [first = '', ...more] = values
  return more.length === 0
    ? first
    : `[${values.map(value => String(new URLSearchParams([['', value]])).slice(1)).join(',')}]`
}

/** The attribute that was probably meant: one that ends alike, or differs in case. */
function likely(source: string, values: ReadonlyMap<string, readonly string[]>): string {
  const last = (name: string) => name.toLowerCase().split(/[/:]/).at(-1)
  const near = [...values.keys()].find(name => last(name) === last(source))
  return near === undefined ? '' : `; it has ${near}`
}
