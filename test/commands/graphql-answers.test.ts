import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {gzipSync} from 'node:zlib'
import {authctl, type Ran, testWorld} from '../support/world.ts'

describe('authctl graphql before a server that answers otherwise', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })
  const listening = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
  }

  const against = async (listener: RequestListener, ...flags: string[]): Promise<Ran & {requests: number}> => {
    let requests = 0
    const url = await listening((req, res) => {
      requests += 1
      listener(req, res)
    })
    const world = testWorld({clock: {now: Date.now, sleep: async () => {}}})
    const ran = await authctl(world, 'graphql', '{ a }', '--url', url, '--auth', 'none', ...flags)
    world.dispose()
    return {...ran, requests}
  }
  const answer =
    (status: number, type: string, body: string, headers: Record<string, string> = {}): RequestListener =>
    (_, res) =>
      res.writeHead(status, {'content-type': type, ...headers}).end(body)
  const json = 'application/json'
  const html = '<!DOCTYPE html><html><title>It works</title></html>'

  const bomb = () => gzipSync(Buffer.alloc(50 * 2 ** 20, 0x20))
  const cases: [string, RequestListener, number, RegExp][] = [
    [
      'fifty megabytes in a few kilobytes',
      (_, res) => res.writeHead(200, {'content-type': json, 'content-encoding': 'gzip'}).end(bomb()),
      7,
      /larger than/,
    ],
    ['HTML with 200', answer(200, 'text/html', html), 7, /a page of HTML where a GraphQL response was expected/],
    ['HTML with 502', answer(502, 'text/html', html), 7, /HTTP 502 with a page of HTML/],
    ['JSON of something else', answer(200, json, '{"hello":1}'), 7, /where a GraphQL response was expected/],
    ['JSON that is cut short', answer(200, json, '{"data":'), 7, /where a GraphQL response was expected/],
    ['an array', answer(200, json, '[]'), 7, /where a GraphQL response was expected/],
    ['401', answer(401, json, '{"errors":[{"message":"go away"}]}'), 4, /carried no credential \(go away\)/],
    [
      '403 by a scope',
      answer(403, json, '{}', {'www-authenticate': 'Bearer error="insufficient_scope", scope="notes/read"'}),
      4,
      /lacks the scope notes\/read/,
    ],
    ['404', answer(404, 'text/html', html), 5, /nothing at \/graphql/],
    ['405', answer(405, json, '{}', {allow: 'GET'}), 2, /does not take POST \(HTTP 405\); it takes GET/],
    ['406', answer(406, json, '{}'), 2, /HTTP 406/],
    ['415', answer(415, json, '{}'), 2, /HTTP 415/],
    [
      'a redirect',
      answer(302, json, '', {location: 'https://evil.example/graphql'}),
      7,
      /sends callers to https:\/\/evil\.example\/graphql \(HTTP 302\), which is not followed/,
    ],
    ['400 with a reason', answer(400, json, '{"errors":[{"message":"no such thing"}]}'), 2, /no such thing/],
    ['a cut connection', (_, res) => res.destroy(), 7, /could not be reached/],
  ]
  for (const [what, listener, status, words] of cases) {
    it(`names ${what}`, async () => {
      const ran = await against(listener)
      assert.deepEqual([ran.status, ran.stdout], [status, ''], ran.stderr)
      assert.match(ran.stderr, words)
      assert.equal(ran.stderr.includes('    at '), false)
    })
  }

  it('believes application/graphql-response+json whatever the status', async () => {
    const {status, json: body} = await against(
      answer(400, 'application/graphql-response+json', '{"errors":[{"message":"bad"}]}'),
    )
    assert.equal(status, 2)
    assert.deepEqual(body(), {errors: [{message: 'bad'}]})
  })
  it('does not believe application/json with another status than 2xx', async () => {
    assert.equal((await against(answer(500, json, '{"data":{"a":1}}'))).stdout, '')
  })
  it('knows refusals in the words of other servers', async () => {
    const refused = '{"data":null,"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}]}'
    assert.equal((await against(answer(200, json, refused))).status, 4)
  })
  it('waits when told to slow down, and gives up after three times', async () => {
    const ran = await against(answer(429, json, '{}', {'retry-after': '1'}))
    assert.deepEqual([ran.status, ran.requests], [7, 3])
    assert.match(ran.stderr, /still says to slow down \(HTTP 429\); it asks to wait 1 s/)
  })
  it('fails at once when told to wait for an hour', async () => {
    assert.equal((await against(answer(429, json, '{}', {'retry-after': '3600'}))).requests, 1)
  })
  it('asks once only where it cannot know what was done', async () => {
    assert.equal((await against(answer(503, json, '{}'))).requests, 1)
  })
  it('says plainly that introspection is off', async () => {
    const off = answer(200, json, '{"data":null,"errors":[{"message":"no"}]}')
    const url = await listening(off)
    const {status, stderr} = await authctl(
      testWorld(),
      'graphql',
      '{ __schema { types { name } } }',
      '--url',
      url,
      '--auth',
      'none',
    )
    assert.equal(status, 4)
    assert.match(stderr, /introspection is switched off/)
  })
  it('lets no control character through, on any stream', async () => {
    const nasty = '{"data":{"a":"\\u001b[31m\\u009b\u202e\u007f"}}'
    const {stdout} = await against(answer(200, json, nasty, {'x-note': 'a\u009bb'}), '--include')
    assert.doesNotMatch(stdout.replace(/\n/g, ''), /[\u0000-\u001f\u007f-\u009f\u202e]/)
    const plain = await against(answer(200, json, nasty))
    assert.equal(plain.json().data.a, '\u001b[31m\u009b\u202e\u007f')
  })
  for (const status of [200, 294])
    it(`prints the data of HTTP ${status} with errors in it, and does not call that done`, async () => {
      const body = {data: {a: 1}, errors: [{message: 'b is missing'}]}
      const ran = await against(answer(status, 'application/graphql-response+json', JSON.stringify(body)))
      assert.equal(ran.status, 8)
      assert.deepEqual(ran.json(), body)
    })
  it('speaks the specification’s media types, by POST, also for a mutation; variables stay variables', async () => {
    const mutation = 'mutation Say($words: String!) { say(words: $words) }'
    const words = 'grüß"}) { evil }\u0000💥'
    const sent: {method?: string | undefined; accept?: string | undefined; type?: string | undefined; body: Buffer}[] =
      []
    const world = testWorld()
    const file = `${world.cwd}/words.json`
    writeFileSync(file, JSON.stringify({words}))
    const url = await listening(async (req, res) => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(chunk)
      const {method, headers} = req
      sent.push({method, accept: headers.accept, type: headers['content-type'], body: Buffer.concat(chunks)})
      res.writeHead(200, {'content-type': json}).end('{"data":{}}')
    })
    await authctl(world, 'graphql', mutation, '--url', url, '--auth', 'none', '--variables', file)
    world.dispose()
    const accept = 'application/graphql-response+json, application/json;q=0.9'
    assert.deepEqual(
      sent.map(({body: _, ...rest}) => rest),
      [{method: 'POST', accept, type: 'application/json'}],
    )
    const text = new TextDecoder('utf-8', {fatal: true}).decode(sent[0]?.body)
    assert.deepEqual(JSON.parse(text), {query: mutation, variables: {words}})
  })
})
