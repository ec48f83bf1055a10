import assert from 'node:assert/strict'
import {buildASTSchema, parse, validate} from 'graphql'
import {deriveOperations} from '../../../src/lib/matrix/derive.ts'

const sdl = /* GraphQL */ `
  enum Shade { DARK LIGHT }
  scalar AWSDateTime
  scalar Odd
  input Filter { shade: Shade!, since: AWSDateTime, nested: [Inner!]! }
  input Inner { n: Int!, deep: Odd! }
  interface Named { name: String }
  type Item implements Named { name: String, secret: String @aws_iam, by(who: ID!): String @aws_api_key }
  union Either = Item | Other
  type Other { a: Int }
  type Query {
    plain: Int
    items(filter: Filter!, page: Int = 3, more: [String]): [Item!]! @aws_cognito_user_pools(cognito_groups: ["admins"])
    named: Named
    either: Either @aws_api_key
  }
  type Mutation { add(name: String!): Item @aws_iam, remove(id: ID!): Boolean }
  type Subscription { added: Item }
`

describe('a matrix out of a schema', () => {
  const schema = buildASTSchema(parse(sdl), {assumeValidSDL: true})
  const identities = {
    ada: {auth: 'userPool', as: 'ada', groups: ['admins']},
    linus: {auth: 'userPool', as: 'linus', groups: []},
    'in-admins': {auth: 'userPool', persona: {groups: ['admins']}},
    iam: {auth: 'iam'},
    apiKey: {auth: 'apiKey'},
    anonymous: {auth: 'none'},
  } as const
  const modes = {default: 'userPool', additional: ['iam', 'apiKey']} as const
  const {operations} = deriveOperations(schema, {modes, identities, mutations: ['add']})

  it('asks for every query, the mutations that are named, and fields that are guarded apart', () => {
    assert.deepEqual(Object.keys(operations), [
      'Query.plain',
      'Query.items',
      'Query.items.secret',
      'Query.items.by',
      'Query.named',
      'Query.either',
      'Mutation.add',
    ])
  })
  it('asks with the least that is valid', () => {
    for (const {query = ''} of Object.values(operations)) assert.deepEqual(validate(schema, parse(query)), [], query)
    assert.equal(operations['Query.plain']?.query, 'query { plain }')
    assert.equal(operations['Query.items']?.query, 'query($filter: Filter!) { items(filter: $filter) { __typename } }')
    assert.deepEqual(operations['Query.items']?.variables, {
      filter: {shade: 'DARK', nested: [{n: 1, deep: 'matrix-probe'}]},
    })
    assert.equal(
      operations['Query.items.by']?.query,
      'query($items_filter: Filter!, $by_who: ID!) { items(filter: $items_filter) { by(who: $by_who) } }',
    )
    assert.equal(operations['Mutation.add']?.query, 'mutation($name: String!) { add(name: $name) { __typename } }')
  })
  it('expects what the directives say, on the whole way to a field', () => {
    const may = (at: string) =>
      Object.entries(operations[at]?.expect ?? {})
        .filter(([, expected]) => expected === 'allow')
        .map(([who]) => who)
    assert.deepEqual(may('Query.plain'), ['ada', 'linus', 'in-admins'])
    assert.deepEqual(may('Query.items'), ['ada', 'in-admins'])
    assert.deepEqual(may('Query.items.secret'), [], 'who may see the field may not see the list')
    assert.deepEqual(may('Query.either'), ['apiKey'])
    assert.deepEqual(may('Mutation.add'), ['iam'])
  })
})
