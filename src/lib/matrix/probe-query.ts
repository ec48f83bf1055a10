import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from 'graphql'

/** A query that asks for one field and as little else as it can, and the variables it needs. */
export interface Probe {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

type Field = GraphQLField<unknown, unknown>

/**
 * Asks for a root field, or for one field of what it returns. Arguments that must be there get a value of their type
 * that means nothing in particular; who may ask does not depend on it.
 */
export function probeQuery(operation: 'query' | 'mutation', root: Field, inner?: Field): Probe {
  const asked = [root, ...(inner ? [inner] : [])].map(field => ({field, needed: field.args.filter(isNeeded)}))
  const variables = asked.flatMap(({field, needed}) =>
    needed.map(arg => ({arg, name: asked.length > 1 ? `${field.name}_${arg.name}` : arg.name})),
  )
  const nameOf = (arg: GraphQLArgument) => variables.find(one => one.arg === arg)?.name
  const call = ({field, needed}: (typeof asked)[number]) =>
    `${field.name}${needed.length > 0 ? `(${needed.map(arg => `${arg.name}: $${nameOf(arg)}`).join(', ')})` : ''}`
  const declared = variables.map(({arg, name}) => `$${name}: ${arg.type}`).join(', ')
  const [outer, nested] = asked.map(call)
  const body = inner ? `${outer} { ${nested}${selection(inner)} }` : `${outer}${selection(root)}`
  return {
    query: `${operation}${declared && `(${declared})`} { ${body} }`,
    variables: Object.fromEntries(variables.map(({arg, name}) => [name, sample(arg.type)])),
  }
}

/** The least that makes a selection valid: its type's name, which no directive guards. */
function selection({type}: Field): string {
  const named = getNamedType(type)
  return isObjectType(named) || isAbstractType(named) ? ' { __typename }' : ''
}

function isNeeded({type, defaultValue}: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined
}

const samples: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  AWSDate: '2026-01-01',
  AWSTime: '12:00:00Z',
  AWSDateTime: '2026-01-01T12:00:00Z',
  AWSTimestamp: 1767268800,
  AWSEmail: 'nobody@example.com',
  AWSJSON: '{}',
  AWSURL: 'https://example.com/',
  AWSPhone: '+12025550100',
  AWSIPAddress: '192.0.2.1',
}

function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType)
  if (isListType(type)) return [sample(type.ofType)]
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(isRequiredInputField)
        .map(field => [field.name, sample(field.type)]),
    )
  return samples[type.name] ?? 'matrix-probe'
}
