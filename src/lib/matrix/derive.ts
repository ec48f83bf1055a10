import {
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql'
import type {ApiModes} from '../api/modes.ts'
import {misleading, permits, type Rule, ruleOf} from '../api/rule.ts'
import type {Expectation, Identity, Operation} from './document.ts'
import {probeQuery} from './probe-query.ts'

/** Operations by coordinate, and remarks on what the schema seems to say and does not. */
export interface Derived {
  readonly operations: Readonly<Record<string, Operation>>
  readonly remarks: readonly {readonly at: string; readonly text: string}[]
}

type Field = GraphQLField<unknown, unknown>

/**
 * The operations of a schema and who may use them: every field of Query, each mutation that is named, and below
 * them the fields that are guarded apart.
 */
export function deriveOperations(
  schema: GraphQLSchema,
  {
    modes,
    identities,
    mutations,
  }: {
    readonly modes: ApiModes
    readonly identities: Readonly<Record<string, Identity>>
    readonly mutations: readonly string[]
  },
): Derived {
  const operations: Record<string, Operation> = {}
  const remarks: {at: string; text: string}[] = []
  const expectation = (rules: readonly Rule[]): Record<string, Expectation> =>
    Object.fromEntries(
      Object.entries(identities).map(([name, {auth, groups = [], persona}]) => {
        const allowed = rules.every(rule => permits(rule, auth, persona?.groups ?? groups))
        return [name, allowed ? 'allow' : 'deny'] as const
      }),
    )
  const query = schema.getQueryType()
  const mutation = schema.getMutationType()
  const roots = [
    ...fieldsOf(query).map(field => ({kind: 'query', type: query, field}) as const),
    ...fieldsOf(mutation)
      .filter(({name}) => mutations.includes(name))
      .map(field => ({kind: 'mutation', type: mutation, field}) as const),
  ]
  for (const {kind, type, field} of roots) {
    if (!type) continue
    const at = `${type.name}.${field.name}`
    const guard = guardOf(type, field)
    const rule = ruleOf(guard, modes)
    operations[at] = {...asked(probeQuery(kind, field)), expect: expectation([rule])}
    for (const text of misleading(guard, modes)) remarks.push({at, text})
    const inner = getNamedType(field.type)
    // A field inside is asked for where it is guarded apart: through a query, so that nothing is changed for it.
    if (kind === 'mutation' || !isObjectType(inner)) continue
    for (const one of guardedApart(inner)) {
      const innerGuard = guardOf(inner, one)
      const below = `${at}.${one.name}`
      operations[below] = {
        ...asked(probeQuery(kind, field, one)),
        expect: expectation([rule, ruleOf(innerGuard, modes)]),
      }
      for (const text of misleading(innerGuard, modes)) remarks.push({at: below, text})
    }
  }
  return {operations, remarks}
}

/** Fields with directives of their own, and one for all that their type guards alike. */
function guardedApart(type: GraphQLObjectType): Field[] {
  const fields = fieldsOf(type).map(field => ({field, guard: guardOf(type, field)}))
  const own = fields.filter(({guard}) => guard.field.length > 0)
  const alike = fields.filter(({guard}) => guard.field.length === 0 && guard.type.length > 0).slice(0, 1)
  return fields.filter(one => own.includes(one) || alike.includes(one)).map(({field}) => field)
}

function asked({query, variables}: ReturnType<typeof probeQuery>): Pick<Operation, 'query' | 'variables'> {
  return {query, ...(Object.keys(variables).length > 0 && {variables})}
}

function fieldsOf(type: GraphQLObjectType | null | undefined): Field[] {
  return type ? Object.values(type.getFields()) : []
}

function guardOf(
  type: GraphQLObjectType,
  field: Field,
): {field: readonly ConstDirectiveNode[]; type: readonly ConstDirectiveNode[]} {
  const ofType = [type.astNode, ...type.extensionASTNodes].flatMap(node => node?.directives ?? [])
  return {field: guards(field.astNode?.directives ?? []), type: guards(ofType)}
}

const guardNames = /^aws_(api_key|iam|oidc|lambda|cognito_user_pools|auth)$/

function guards(directives: readonly ConstDirectiveNode[]): ConstDirectiveNode[] {
  return directives.filter(({name}) => guardNames.test(name.value))
}
