import assert from 'node:assert/strict'
import {createServer, type RequestListener, type Server} from 'node:http'
import {createRequire} from 'node:module'
import type {AddressInfo} from 'node:net'
import {buildSchema} from 'graphql'
import {createHandler} from 'graphql-http/lib/use/http'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

// Its types and those of the global fetch contradict each other.
const {createYoga, createSchema} = createRequire(import.meta.url)('graphql-yoga') as {
  createYoga(options: object): RequestListener
  createSchema(options: object): object
}

const notes = ['one', 'two', 'three', 'four', 'five'].map(id => ({id}))

/** Relay's cursors, at Yoga. */
const yoga = () =>
  createYoga({
    logging: false,
    schema: createSchema({
      typeDefs: `
        type Query { notes(first: Int, after: String): Notes! shelves: [Shelf!]! }
        type Shelf { notes(after: String): Notes! }
        type Notes { nodes: [Note!]! pageInfo: PageInfo! }
        type PageInfo { hasNextPage: Boolean! endCursor: String }
        type Note { id: ID! }`,
      resolvers: {
        Query: {notes: (_: unknown, {after}: {after?: string}) => pageAfter(after), shelves: () => [{at: 1}, {at: 2}]},
        Shelf: {notes: ({at}: {at: number}) => pageAfter(String(at))},
      },
    }),
  })

function pageAfter(after = '0') {
  const end = Math.min(Number(after) + 2, notes.length)
  return {nodes: notes.slice(Number(after), end), pageInfo: {hasNextPage: end < notes.length, endCursor: String(end)}}
}

/** AppSync's tokens, at graphql-http. */
const tokens = () =>
  createHandler({
    schema: buildSchema(`
      type Query { listNotes(nextToken: String): Notes round(nextToken: String): Notes }
      type Notes { items: [Note!] nextToken: String }
      type Note { id: ID! }`),
    rootValue: {
      listNotes: ({nextToken}: {nextToken?: string}) => {
        if (nextToken === '4') throw new Error('the last page is lost')
        const {nodes, pageInfo} = pageAfter(nextToken ?? undefined)
        return {items: nodes, nextToken: pageInfo.hasNextPage ? pageInfo.endCursor : null}
      },
      round: () => ({items: notes.slice(0, 1), nextToken: 'again'}),
    },
  })

describe('authctl graphql, more than once', () => {
  const servers: Server[] = []
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
    world.dispose()
  })
  const asking = async (listener: RequestListener, ...words: string[]) => {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
    const ran = await authctl(world, 'graphql', ...words, '--url', url, '--auth', 'none')
    return {...ran, lines: ran.stdout.split('\n').filter(Boolean)}
  }
  const relay = 'query($after: String) { notes(after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }'
  const list = 'query($nextToken: String) { listNotes(nextToken: $nextToken) { items { id } nextToken } }'

  describe('page after page', () => {
    it('follows Relay’s cursors, one document a line', async () => {
      for (const json of [[], ['--json']]) {
        const {status, lines} = await asking(yoga(), relay, '--paginate', ...json)
        const ids = lines.flatMap(line => JSON.parse(line).data.notes.nodes.map(({id}: {id: string}) => id))
        assert.deepEqual([status, lines.length, ids], [0, 3, ['one', 'two', 'three', 'four', 'five']])
      }
    })
    it('begins where the variable says, and puts all in one document', async () => {
      const {status, json} = await asking(yoga(), relay, '--paginate', '--slurp', '-f', 'after=2', '--json')
      const ids = json().pages.map((page: any) => page.data.notes.nodes.map(({id}: {id: string}) => id))
      assert.deepEqual([status, ids], [0, [['three', 'four'], ['five']]])
    })
    it('follows AppSync’s nextToken, and stops at a page with errors after showing it', async () => {
      const {status, lines} = await asking(tokens(), list, '--paginate')
      const pages = lines.map(line => JSON.parse(line))
      assert.deepEqual([status, pages.length], [8, 3])
      assert.equal(pages[2].errors[0].message, 'the last page is lost')
    })
    const wrong: [string, () => RequestListener, string, number, RegExp][] = [
      [
        'an operation that takes no page',
        yoga,
        '{ notes { nodes { id } } }',
        2,
        /declares a variable.*[\s\S]*nextToken/,
      ],
      [
        'one that does not ask where the next begins',
        yoga,
        'query($after: String) { notes(after: $after) { nodes { id } } }',
        2,
        /does not ask for hasNextPage and endCursor/,
      ],
      [
        'several lists that go on',
        yoga,
        'query($after: String) { notes(after: $after) { pageInfo { hasNextPage endCursor } } shelves { notes { pageInfo { hasNextPage endCursor } } } }',
        2,
        /Several lists of the answer go on/,
      ],
      [
        'pages that lead round',
        tokens,
        'query($nextToken: String) { round(nextToken: $nextToken) { items { id } nextToken } }',
        7,
        /back to one that was read already/,
      ],
      ['what is no GraphQL', yoga, 'query(', 2, /cannot be read/],
    ]
    for (const [what, server, query, status, words] of wrong)
      it(`says what is wrong with ${what}`, async () => {
        const ran = await asking(server(), query, '--paginate')
        assert.equal(ran.status, status)
        assert.match(ran.stderr, words)
      })
  })

  it('repeats, and tells partly done where not every answer was whole', async () => {
    let asked = 0
    const flaky: RequestListener = (_, response) => {
      asked += 1
      const body = asked === 2 ? {errors: [{message: 'not now'}], data: null} : {data: {n: asked}}
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(body))
    }
    const {status, lines} = await asking(flaky, '{ n }', '--repeat', '3')
    assert.deepEqual([status, asked, lines.length], [8, 3, 3])
    assert.deepEqual(JSON.parse(lines[2]!), {data: {n: 3}})
  })

  const exact = '{ "data" : {"b": 1.0, "a": "\\u00fc"} }\n\n'
  const answering: RequestListener = (_, response) =>
    response.writeHead(200, {'content-type': 'application/json'}).end(exact)
  it('passes an answer into a pipe as it came', async () => {
    assert.equal((await asking(answering, '{ a }')).stdout, exact)
  })
  it('lays it out in colours at a terminal that has them', async () => {
    const terminal = {...silentTerminal(), outIsTerminal: true}
    world = Object.create(world, {terminal: {value: {...terminal, outColor: true}}})
    assert.match((await asking(answering, '{ a }')).stdout, /\u001b\[36m"data"\u001b\[39m: \{\n.*\u001b\[33m1/)
    world = Object.create(world, {terminal: {value: terminal}})
    assert.equal((await asking(answering, '{ a }')).stdout, '{\n  "data": {\n    "b": 1,\n    "a": "ü"\n  }\n}\n')
  })
})
