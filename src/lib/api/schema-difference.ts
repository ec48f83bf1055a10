import type {GraphQLSchema} from 'graphql'

/** What differs between two schemas, by coordinates such as `Query.note`. */
export interface SchemaDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly {readonly at: string; readonly from: string; readonly to: string}[]
  /** What breaks a client that was written before, in words. */
  readonly breaking: readonly string[]
}

/** What became of `before` in `after`; directives count where both tell them. */
export async function schemaDifference(
  before: GraphQLSchema,
  after: GraphQLSchema,
  {directives}: {readonly directives: boolean},
): Promise<SchemaDifference> {
  const {findBreakingChanges} = await import('graphql')
  const [old, now] = await Promise.all([parts(before, directives), parts(after, directives)])
  return {
    added: [...now.keys()].filter(at => !old.has(at)),
    removed: [...old.keys()].filter(at => !now.has(at)),
    changed: [...now].flatMap(([at, to]) => {
      const from = old.get(at)
      return from === undefined || from === to ? [] : [{at, from, to}]
    }),
    breaking: findBreakingChanges(before, after).map(({description}) => description),
  }
}

/** Every member of every type, and how it is declared, in the order of the alphabet. */
async function parts(schema: GraphQLSchema, directives: boolean): Promise<Map<string, string>> {
  const {isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType, print} = await import('graphql')
  const found: [string, string][] = []
  const guards = (node: {directives?: readonly unknown[] | undefined} | null | undefined) =>
    directives ? (node?.directives ?? []).map(one => ` ${print(one as never)}`).join('') : ''
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    const kind = type.constructor.name.replace(/^GraphQL|Type$/g, '').toLowerCase()
    found.push([type.name, `${kind}${guards(type.astNode)}`])
    if (isObjectType(type) || isInterfaceType(type))
      for (const {name, args, type: of, astNode} of Object.values(type.getFields())) {
        const taken = args.map(arg => `${arg.name}: ${arg.type}`).join(', ')
        found.push([`${type.name}.${name}`, `${taken && `(${taken})`}: ${of}${guards(astNode)}`])
      }
    else if (isInputObjectType(type))
      for (const {name, type: of} of Object.values(type.getFields())) found.push([`${type.name}.${name}`, `: ${of}`])
    else if (isEnumType(type)) for (const {name} of type.getValues()) found.push([`${type.name}.${name}`, 'value'])
    else if (isUnionType(type)) for (const {name} of type.getTypes()) found.push([`${type.name} = ${name}`, 'member'])
  }
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}
