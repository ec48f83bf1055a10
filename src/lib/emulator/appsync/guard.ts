import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Caller} from './caller.ts'
import {type AuthModes, permits, ruleOf} from './rules.ts'

/** What every resolver is handed besides its arguments. */
export interface Context {
  readonly stack: Stack
  readonly caller: Caller
}

/** Puts a guard before every field of the schema: refused fields answer null and an `Unauthorized` error, the rest goes on. */
export function guarded(schema: GraphQLSchema, modes: AuthModes): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve ?? defaultFieldResolver
      field.resolve = (source, args, context: Context, info) => {
        admit(type, field, modes, context)
        return resolve(source, args, context, info)
      }
    }
  }
  return schema
}

/** @throws Problem `Unauthorized` when this caller may not have that field. */
export function admit(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  modes: AuthModes,
  {caller, stack}: Context,
): void {
  const rule = ruleOf(type, field, modes)
  const denied = caller.deniedFields?.some(name => names(name, type.name, field.name)) ?? false
  if (!denied && permits(rule, caller)) return
  const wanted = [...rule].map(([mode, groups]) => (groups ? `${mode} in ${groups.join(' or ')}` : mode)).join(', ')
  stack.log(
    `graphql: ${type.name}.${field.name} is for ${wanted}; the caller came by ${caller.mode}, groups ${caller.groups?.join(', ') || 'none'}${denied ? '; the Lambda authorizer denies it' : ''}.`,
  )
  throw new Problem('Unauthorized', `Not Authorized to access ${field.name} on type ${type.name}`, 401)
}

/** A Lambda authorizer denies fields by `Type.field` or by ARN, `…/types/Type/fields/field`. */
function names(denied: string, type: string, field: string): boolean {
  return denied === `${type}.${field}` || denied.endsWith(`/types/${type}/fields/${field}`)
}
