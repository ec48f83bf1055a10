import type {GraphQLSchema} from 'graphql'
import {type ApiModes, modes as allModes, type Mode, modeOf} from '../api/modes.ts'
import {Failure} from '../failure.ts'
import {type Derived, deriveOperations} from './derive.ts'
import type {Identity, MatrixDocument} from './document.ts'

/** What a first matrix is made from. */
export interface Wishes {
  readonly api?: string | undefined
  /** The API's default mode. */
  readonly defaultMode: Mode
  /** Signed-in people, with the groups their tokens name. */
  readonly people: readonly {readonly identity: string; readonly groups: readonly string[]}[]
  /** Groups for which somebody is made for each run. */
  readonly personas: readonly string[]
  /** Further callers by mode alone. */
  readonly callers: readonly Exclude<Mode, 'userPool' | 'oidc'>[]
  readonly mutations: readonly string[]
}

/**
 * A matrix out of a schema: who is expected to be let in is what its directives say.
 * @throws Failure `usage` for a mutation that is not in the schema, and where nobody is to ask
 */
export function firstDocument(
  schema: GraphQLSchema,
  wishes: Wishes,
): {matrix: MatrixDocument; remarks: Derived['remarks']} {
  const {api, defaultMode, mutations} = wishes
  const modes = modesOf(schema, defaultMode)
  const identities = identitiesOf(wishes)
  if (Object.keys(identities).length === 0)
    throw new Failure('usage', 'A matrix needs somebody who asks.', {
      hints: ['--identity default', '--persona GROUP', '--caller none'],
    })
  const known = Object.keys(schema.getMutationType()?.getFields() ?? {})
  const stranger = mutations.find(name => !known.includes(name))
  if (stranger !== undefined)
    throw new Failure('usage', `The schema has no mutation ${stranger}; it has: ${known.join(', ') || 'none'}.`)
  const {operations, remarks} = deriveOperations(schema, {modes, identities, mutations})
  const named = mutations.length > 0 ? {mutations} : {}
  return {matrix: {version: 1, ...(api !== undefined && {api}), modes, identities, ...named, operations}, remarks}
}

/** The modes an API accepts, as far as its schema tells: those that its directives name, besides the default. */
function modesOf(schema: GraphQLSchema, defaultMode: Mode): ApiModes {
  const types = Object.values(schema.getTypeMap())
  const nodes = types.flatMap(type => [
    ...(type.astNode?.directives ?? []),
    ...('getFields' in type ? Object.values(type.getFields()).flatMap(({astNode}) => astNode?.directives ?? []) : []),
  ])
  const told = new Set(nodes.map(({name}) => modeOf(name.value)))
  return {default: defaultMode, additional: allModes.filter(mode => mode !== defaultMode && told.has(mode))}
}

function identitiesOf({people, personas, callers, defaultMode}: Wishes): Record<string, Identity> {
  const auth = defaultMode === 'oidc' ? 'oidc' : 'userPool'
  return Object.fromEntries([
    ...people.map(({identity, groups}) => [identity, {auth, as: identity, groups: [...groups]}] as const),
    ...personas.map(group => [`in-${group}`, {auth: 'userPool', persona: {groups: [group]}}] as const),
    ...callers.map(mode => [mode === 'none' ? 'anonymous' : mode, {auth: mode}] as const),
  ])
}
