import type {Assertion} from './assertion.ts'
import {inOne, type MappingProblem, mappingProblems} from './mapping-problems.ts'

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
    problems: mappingProblems({assertion, mapping, values, attributes, username}, rules),
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
