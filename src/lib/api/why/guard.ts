import type {GraphQLSchema} from 'graphql'
import type {World} from '../../world/world.ts'
import type {GraphqlError} from '../graphql.ts'
import {keptSchema} from '../kept-schema.ts'
import {type ApiModes, modeOf, modes} from '../modes.ts'
import {type Rule, ruleOf} from '../rule.ts'
import {schemaOf} from '../schema.ts'

/** Who a refused field is open to, by the schema that is kept. */
export interface Guard {
  /** As Type.field. */
  readonly at: string
  readonly rule: Rule
  /** When the schema was read; ISO 8601, UTC. */
  readonly readAt: string
}

/** The guard of the first field that AppSync names in its refusal; undefined without a kept schema that has directives. */
export async function guardOf(
  world: Pick<World, 'folders'>,
  url: string,
  [refused]: readonly GraphqlError[],
): Promise<Guard | undefined> {
  const [, field = '', type = ''] = /access (\w+) on type (\w+)/.exec(refused?.message ?? '') ?? []
  const kept = field === '' ? undefined : await keptSchema(world, url)
  const schema = kept?.directives ? await schemaOf(kept.sdl, url).catch(() => undefined) : undefined
  const found = schema?.getType(type)
  if (!kept || !schema || !found || !('getFields' in found)) return undefined
  const of = found.getFields()[field]?.astNode?.directives ?? []
  const rule = ruleOf({field: of, type: found.astNode?.directives ?? []}, modesOf(schema))
  return {at: `${type}.${field}`, rule, readAt: kept.at}
}

/** User pools, and whatever else the directives name. */
function modesOf(schema: GraphQLSchema): ApiModes {
  const nodes = Object.values(schema.getTypeMap()).flatMap(type => [
    ...(type.astNode?.directives ?? []),
    ...('getFields' in type ? Object.values(type.getFields()).flatMap(({astNode}) => astNode?.directives ?? []) : []),
  ])
  const told = new Set(nodes.map(({name}) => modeOf(name.value)))
  return {default: 'userPool', additional: modes.filter(mode => mode !== 'userPool' && told.has(mode))}
}
