import type {Assertion} from './assertion.ts'

/** By the pool's attribute, what the provider calls it: Cognito's AttributeMapping. */
export type AttributeMapping = Readonly<Record<string, string>>

/** What is known of where the mapping is used; without it only the mapping itself is tested. */
export interface Rules {
  /** The provider's name in the pool: user names begin with it. */
  readonly provider?: string
  readonly caseSensitive?: boolean
  readonly schema?: readonly AttributeRule[]
  /** What the app client may write; everything where it is absent. */
  readonly writable?: readonly string[]
  /** Entity id of the pool. */
  readonly audience?: string
  /** Assertion consumer service of the pool. */
  readonly recipient?: string
}

export interface AttributeRule {
  readonly name: string
  readonly required: boolean
  readonly mutable: boolean
}

/** Who would sign in by this assertion, and what is wrong with that. */
export interface MappingReport {
  readonly username?: string
  /** As they would stand in the pool. */
  readonly attributes: Readonly<Record<string, string>>
  readonly problems: readonly MappingProblem[]
  /** True, and good to know. */
  readonly notes: readonly string[]
}

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

/**
 * Tries an attribute mapping on a sample assertion, as Cognito would at a sign-in.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function tryMapping(assertion: Assertion, mapping: AttributeMapping, rules: Rules = {}): MappingReport {
  const values = valuesIn(assertion)
  const mapped = Object.entries(mapping).filter(([name]) => name !== 'username')
  const attributes = Object.fromEntries(
    mapped.flatMap(([name, source]) => {
      const found = values.get(source)
      return found?.length && (!rules.writable || rules.writable.includes(name)) ? [[name, inOne(found)]] : []
    }),
  )
  const username = usernameOf(assertion, rules)
  return {
    ...(username !== undefined && {username}),
    attributes,
    problems: [
      ...onSubject(assertion, username),
      ...onParties(assertion, rules),
      ...mapped.flatMap(([name, source]) => onAttribute(name, source, values, rules)),
      ...onRequired(mapping, attributes, rules),
    ],
    notes: notesOn(mapping, attributes, values),
  }
}

function valuesIn({attributes}: Assertion): Map<string, string[]> {
  const values = new Map<string, string[]>()
  for (const {name, values: more} of attributes) values.set(name, [...(values.get(name) ?? []), ...more])
  return values
}

/** The user's name in the pool: all in small letters where it does not tell them from capitals. */
function usernameOf({subject}: Assertion, {provider, caseSensitive = false}: Rules): string | undefined {
  if (subject?.nameId === undefined) return undefined
  const name = provider === undefined ? subject.nameId : `${provider}_${subject.nameId}`
  return caseSensitive ? name : name.toLowerCase()
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

function notesOn(
  mapping: AttributeMapping,
  attributes: Readonly<Record<string, string>>,
  values: ReadonlyMap<string, readonly string[]>,
): string[] {
  const used = new Set(Object.values(mapping))
  const left = [...values.keys()].filter(name => !used.has(name))
  const several = Object.keys(attributes).filter(name => (values.get(mapping[name] ?? '')?.length ?? 0) > 1)
  return [
    ...several.map(name => `${name} has several values, which Cognito writes as one: [a,b].`),
    ...(attributes.email !== undefined && mapping.email_verified === undefined
      ? ['email is not verified, since nothing is mapped to email_verified.']
      : []),
    ...(left.length > 0 ? [`Not mapped: ${left.join(', ')}.`] : []),
  ]
}

/** Several values as Cognito keeps them: `[a,b]`, each encoded as in a form. */
function inOne(values: readonly string[]): string {
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
