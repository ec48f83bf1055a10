import assert from 'node:assert/strict'
import type {RequestListener} from 'node:http'
import {createRequire} from 'node:module'
import {type JsonServer, serve} from '../support/json-server.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

/** As far as it is used here: its own types and those of the platform's fetch exclude each other. */
interface Yoga {
  createSchema(parts: {typeDefs: string; resolvers: object}): object
  createYoga(options: {schema: object; logging: boolean}): RequestListener
}

const require = createRequire(import.meta.url)
const {createSchema, createYoga}: Yoga = require('graphql-yoga')

const typeDefs = /* GraphQL */ `
  type Query {
    greeting(name: String!): String!
    stage: String
    broken: String
  }
`

describe('authctl graphql at GraphQL Yoga', () => {
  let server: JsonServer
  let world: TestWorld
  before(async () => {
    const resolvers = {
      Query: {
        greeting: (_: unknown, {name}: {name: string}) => `Hello, ${name}`,
        stage: (_: unknown, __: unknown, {request}: {request: Request}) => request.headers.get('x-stage'),
        broken: () => {
          throw new Error('out of order')
        },
      },
    }
    server = await serve(createYoga({schema: createSchema({typeDefs, resolvers}), logging: false}))
  })
  after(() => server.stop())
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  const ask = (...argv: string[]) =>
    authctl(world, 'graphql', ...argv, '--url', `${server.origin}/graphql`, '--auth', 'none')

  it('prints the answer to a query with variables and another header', async () => {
    const query = 'query Greet($name: String!) { greeting(name: $name) stage }'
    const {status, stderr, json} = await ask(query, '-f', 'name=Ada', '-H', 'X-Stage: test')
    assert.deepEqual([status, stderr, json()], [0, '', {data: {greeting: 'Hello, Ada', stage: 'test'}}])
  })
  it('prints what was answered beside the error of a field, with status 8', async () => {
    const {status, json} = await ask('{ greeting(name: "Ada") broken }')
    assert.equal(status, 8)
    assert.deepEqual(json().data, {greeting: 'Hello, Ada', broken: null})
    assert.deepEqual(json().errors[0].path, ['broken'])
  })
  it('stops with status 2 at a query that does not fit the schema', async () => {
    const {status, json} = await ask('{ nothing }')
    assert.equal(status, 2)
    assert.match(json().errors[0].message, /Cannot query field "nothing"/)
  })
  it('reads the schema', async () => {
    const {status, stdout} = await ask('schema')
    assert.equal(status, 0)
    assert.equal(stdout, 'type Query {\n  greeting(name: String!): String!\n  stage: String\n  broken: String\n}\n')
  })
})
