import assert from 'node:assert/strict'
import {createHash, createHmac} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import type {IncomingHttpHeaders, RequestListener} from 'node:http'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import type {Api} from '../../src/lib/profile/profile.ts'
import {type JsonServer, serve} from '../support/json-server.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl rest', () => {
  let world: TestWorld
  let stack: Emulator
  let who: People
  before(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  after(() => stack.stop())
  beforeEach(() => {
    world = testWorld({clock: {now: Date.now, sleep: async () => {}}})
  })
  afterEach(() => world.dispose())

  const rest = (...words: string[]) => authctl(world, 'rest', ...words)

  describe('at the REST API of the stack', () => {
    const as = async (username: string, scope = 'openid notes/read notes/write') => {
      await demoProfile(world, stack, who, {kind: 'rest', url: `${stack.url}/rest`})
      await signIn(world, stack, who, username, {accessToken: await who.access(username, scope)})
    }

    it('reads, writes and deletes as whoever is signed in', async () => {
      await as('ada')
      const made = await rest('POST', 'notes', '-f', 'title=Milk', '-f', 'text=two bottles', '--json')
      assert.equal(made.status, 0)
      assert.deepEqual([made.json().title, made.json().owner ?? made.json().author], ['Milk', 'ada'])
      const listed = await rest('GET', '/notes')
      assert.ok(listed.json().notes.some(({id}: {id: string}) => id === made.json().id))
      assert.deepEqual(await rest('DELETE', `notes/${made.json().id}`).then(({status, stdout}) => [status, stdout]), [
        0,
        '',
      ])
    })
    it('says which scope is missing', async () => {
      await as('ada', 'openid notes/read')
      const {status, stdout, stderr} = await rest('POST', 'notes', '-f', 'title=Milk')
      assert.equal(status, 4)
      assert.equal(stdout, '{"message":"Forbidden"}')
      assert.match(stderr, /lacks the scope notes\/write; it has: openid notes\/read/)
      assert.match(stderr, /authctl login --profile demo --scope notes\/write/)
    })
    it('says that the session is not one of this pool', async () => {
      await as('ada')
      await signIn(world, stack, who, 'ada', {accessToken: 'opaque'})
      const {status, json, stderr} = await rest('GET', 'notes', '--json')
      assert.deepEqual([status, json()], [3, {message: 'Unauthorized'}])
      assert.match(stderr, /opaque/)
    })
    it('stops where nobody is signed in', async () => {
      await demoProfile(world, stack, who, {kind: 'rest', url: `${stack.url}/rest`})
      const {status, stderr} = await rest('GET', 'notes')
      assert.equal(status, 3)
      assert.match(stderr, /authctl login --profile demo/)
    })
  })

  describe('before any server', () => {
    interface Seen {
      method: string
      url: string
      headers: IncomingHttpHeaders
      body: string
    }
    const servers: JsonServer[] = []
    const seen: Seen[] = []
    beforeEach(() => void seen.splice(0))
    afterEach(() => {
      for (const server of servers.splice(0)) server.stop()
    })
    const listening = async (answer: RequestListener): Promise<string> => {
      const server = await serve(async (req, res) => {
        let body = ''
        for await (const chunk of req) body += chunk
        seen.push({method: req.method ?? '', url: req.url ?? '', headers: req.headers, body})
        answer(req, res)
      })
      servers.push(server)
      return server.origin
    }
    const json =
      (status: number, document: unknown, headers: Record<string, string> = {}): RequestListener =>
      (_, res) =>
        res.writeHead(status, {'content-type': 'application/json', ...headers}).end(JSON.stringify(document))
    const profiled = async (api: Partial<Api>) => {
      await demoProfile(world, stack, who, {kind: 'rest', ...api})
      await signIn(world, stack, who, 'ada')
    }

    it('makes fields the body of a POST, nested where they say so, and the query of a GET', async () => {
      const url = await listening(json(200, {}))
      const words = [
        '-f',
        'title=A=B',
        '-F',
        'n=9007199254740993',
        '-F',
        'tags[]=1',
        '-F',
        'tags[]=2',
        '-f',
        'a[b][c]=x',
      ]
      await rest('post', `${url}/x?y=1`, ...words)
      assert.equal(seen[0]?.body, '{"title":"A=B","a":{"b":{"c":"x"}},"n":9007199254740993,"tags":[1,2]}')
      assert.deepEqual(
        [seen[0]?.method, seen[0]?.url, seen[0]?.headers['content-type']],
        ['POST', '/x?y=1', 'application/json'],
      )
      await rest('GET', `${url}/x?y=1`, '-f', 'q=a b&c', '-F', 'n=[1,2]')
      assert.equal(seen[1]?.url, '/x?y=1&q=a+b%26c&n=1&n=2')
      assert.equal(seen[1]?.headers.authorization, undefined)
    })
    it('takes a body from a word, a file and a pipe, byte for byte', async () => {
      const url = await listening(json(200, {}))
      writeFileSync(join(world.cwd, 'body.bin'), Buffer.from([0xff, 0x00, 0x41]))
      await rest('PUT', url, '--body', '{"a": 1}')
      await rest('PUT', url, '--body', '@body.bin')
      const piped = Object.create(world, {terminal: {value: silentTerminal('from a pipe')}})
      await authctl(piped, 'rest', 'PATCH', url, '--body', '-')
      assert.deepEqual(
        seen.map(({body, headers}) => [body, headers['content-type'], headers['content-length']]),
        [
          ['{"a": 1}', 'application/json', '8'],
          [Buffer.from([0xff, 0x00, 0x41]).toString(), 'application/octet-stream', '3'],
          ['from a pipe', 'application/octet-stream', '11'],
        ],
      )
    })
    it('passes what came into a pipe as it came', async () => {
      const text = '{ "b":1,\n "a" : 2 }\n'
      const url = await listening((_, res) => res.writeHead(200, {'content-type': 'application/json'}).end(text))
      assert.equal((await rest('GET', url)).stdout, text)
    })
    it('lays it out at a terminal, without what moves the cursor', async () => {
      const seat = (terminal: object) =>
        Object.create(world, {terminal: {value: {...silentTerminal(), outIsTerminal: true, columns: 80, ...terminal}}})
      const evil = await listening(json(200, {a: '\u001b[2J\u009b'}))
      assert.equal((await authctl(seat({}), 'rest', 'GET', evil)).stdout, '{\n  "a": "\\u001b[2J\\u009b"\n}\n')
      const text = await listening((_, res) =>
        res.writeHead(200, {'content-type': 'text/plain'}).end('a\u001b[2J\n\tb\n'),
      )
      assert.equal((await authctl(seat({}), 'rest', 'GET', text)).stdout, 'a\\u{1b}[2J\n\tb\n')
      const bytes = await listening((_, res) =>
        res.writeHead(200, {'content-type': 'image/png'}).end(Buffer.from([0x89, 0, 1])),
      )
      assert.match((await authctl(seat({}), 'rest', 'GET', bytes)).stdout, /bytes of image\/png: send them to a file/)
    })
    it('answers one document under --json whatever the body is', async () => {
      const url = await listening((_, res) => res.writeHead(200, {'content-type': 'text/plain'}).end('pong'))
      const {status, json: answer} = await rest('GET', url, '--json')
      assert.deepEqual([status, answer().status, answer().body], [0, 200, 'pong'])
      const list = await listening(json(200, [1, 2]))
      assert.deepEqual((await rest('GET', list, '--json')).json(), [1, 2])
    })

    const statuses: [status: number, exit: number][] = [
      [204, 0],
      [302, 7],
      [400, 2],
      [401, 3],
      [403, 4],
      [404, 5],
      [405, 2],
      [409, 10],
      [410, 5],
      [412, 10],
      [422, 2],
      [429, 7],
      [500, 7],
      [503, 7],
      [504, 7],
    ]
    for (const [status, exit] of statuses)
      it(`ends with ${exit} on HTTP ${status}`, async () => {
        const url = await listening((_, res) => res.writeHead(status, {location: 'https://evil.example/'}).end())
        assert.equal((await rest('POST', url)).status, exit)
      })

    it('follows no redirect, so that no credential travels', async () => {
      const elsewhere = await listening(json(200, {}))
      const url = await listening((_, res) => res.writeHead(307, {location: elsewhere}).end())
      await profiled({url})
      assert.equal((await rest('GET', '/')).status, 7)
      assert.equal(seen.length, 1)
      assert.match(String(seen[0]?.headers.authorization), /^Bearer ey/)
    })
    it('sends again only where twice does no harm', async () => {
      const url = await listening(json(503, {}))
      await rest('GET', url)
      assert.equal(seen.length, 3)
      await rest('POST', url)
      assert.equal(seen.length, 4)
    })

    describe('a credential', () => {
      it('goes to addresses below the profile’s API, and by itself to no other', async () => {
        const api = await listening(json(200, {}))
        const other = await listening(json(200, {}))
        await profiled({url: `${api}/v1`})
        const sent = async (...words: string[]) => {
          await rest('GET', ...words)
          return seen.at(-1)?.headers.authorization !== undefined
        }
        assert.equal(await sent('notes'), true)
        assert.equal(await sent(`${api}/v1/notes`), true)
        assert.equal(await sent(`${api}/v10`), false)
        assert.equal(await sent(`${other}/v1/notes`), false)
        assert.equal(await sent(`${other}/v1/notes`, '--auth', 'oidc'), true)
        assert.equal(await sent(`${api}/v1/notes`, '--auth', 'none'), false)
      })
      it('goes to no metadata service', async () => {
        await profiled({url: 'https://api.example'})
        for (const host of ['169.254.169.254', '169.254.170.2', '[fd00:ec2::254]', '[fe80::1]', '0xa9fea9fe']) {
          const {status, stderr} = await rest('GET', `https://${host}/latest/meta-data`, '--auth', 'oidc')
          assert.equal(status, 2, host)
          assert.match(stderr, /metadata/, host)
        }
      })
      it('is a signature for API Gateway where IAM guards', async () => {
        const url = await listening(json(200, {}))
        await profiled({url, auth: 'iam'})
        await rest('PUT', 'a/b?z=1&a=2&a=1', '--body', '{}', '--region', 'eu-west-1')
        const [{headers, body, method} = {} as Seen] = seen
        assert.match(
          headers.authorization ?? '',
          /^AWS4-HMAC-SHA256 Credential=AKIALOCALSTACK000000\/\d{8}\/eu-west-1\/execute-api\/aws4_request/,
        )
        assert.equal(
          /Signature=(\w+)/.exec(headers.authorization ?? '')?.[1],
          signature(method, '/a/b', 'a=1&a=2&z=1', headers, body),
        )
      })
      it('is no header of one’s own, and never shown', async () => {
        const url = await listening(json(200, {}))
        await profiled({url})
        assert.equal((await rest('GET', 'x', '-H', 'authorization: x')).status, 2)
        const {stdout} = await rest('POST', 'x', '-f', "a='b'", '--curl')
        assert.equal(
          stdout,
          [
            'curl -sS',
            `'${url}/x'`,
            "-H 'content-type: application/json'",
            "-H 'accept: application/json, */*;q=0.8'",
            '-H "authorization: Bearer $(authctl token print --profile demo)"',
            `--data-raw '{"a":"'\\''b'\\''"}'\n`,
          ].join(' \\\n  '),
        )
        const dry = (await rest('DELETE', 'x', '--dry-run')).json()
        assert.deepEqual([dry.method, dry.url], ['DELETE', `${url}/x`])
        assert.equal(seen.length, 0)
      })
    })

    describe('page after page', () => {
      it('by its Link header', async () => {
        const url = await listening((req, res) => {
          const page = Number(new URL(req.url!, 'http://x').searchParams.get('page') ?? 1)
          const link = page < 3 ? {link: `<?page=${page - 1}>; rel="prev", <?page=${page + 1}>; rel="next"`} : {}
          json(200, {page}, link)(req, res)
        })
        assert.equal(
          (await rest('GET', `${url}/list`, '--paginate', '--json')).stdout,
          '{"page":1}\n{"page":2}\n{"page":3}\n',
        )
        assert.equal((await rest('GET', `${url}/list`, '--json')).json().page, 1)
      })
      it('by the token in its body', async () => {
        const url = await listening((req, res) => {
          const token = new URL(req.url!, 'http://x').searchParams.get('cursor')
          json(200, token === 'b' ? {last: true} : {cursor: 'b'})(req, res)
        })
        const {stdout} = await rest('GET', url, '--paginate', '--page-token', 'cursor', '--json')
        assert.equal(stdout, '{"cursor":"b"}\n{"last":true}\n')
      })
      it('but not round in circles, nor to another origin', async () => {
        const circle = await listening(json(200, {nextToken: 'same'}))
        assert.equal((await rest('GET', circle, '--paginate')).status, 7)
        assert.equal(seen.length, 2)
        const away = await listening(json(200, {}, {link: '<https://evil.example/2>; rel=next'}))
        const {status, stderr} = await rest('GET', away, '--paginate')
        assert.equal(status, 7)
        assert.match(stderr, /another origin/)
      })
    })

    const refused: [string[], RegExp][] = [
      [['FETCH', 'https://a.example'], /no method/],
      [['GET', 'ftp://a.example'], /must begin with https/],
      [['GET', 'http://a.example'], /must begin with https/],
      [['GET', 'notes'], /no REST API|authctl init/],
      [['POST', 'https://a.example', '-f', 'a=1', '-f', 'a[b]=2'], /another shape/],
      [['POST', 'https://a.example', '-f', 'a[=1'], /NAME\[MEMBER\]=VALUE/],
      [['POST', 'https://a.example', '-F', 'a=@-', '--body', '-'], /only one part/],
      [['POST', 'https://a.example', '--body', '@nothing'], /does not exist/],
      [['GET', 'https://a.example/\r\nx-evil:1'], /control characters/],
      [['GET', 'https://a.example', '-H', 'x-a: 1\r\nx-evil: 1'], /header/],
    ]
    for (const [words, why] of refused)
      it(`refuses ${words.join(' ')}`, async () => {
        const {status, stderr} = await rest(...words)
        assert.equal(status, 2)
        assert.match(stderr, why)
      })
    for (const encoding of ['gzip', Array(100).fill('gzip').join(', ')])
      it(`keeps to its bounds whatever unfolds from ${encoding.slice(0, 20)}`, async () => {
        const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20, 0x20))
        const url = await listening((_, res) =>
          res.writeHead(200, {'content-type': 'application/json', 'content-encoding': encoding}).end(bomb),
        )
        const {status, stdout, json: said} = await rest('GET', url, '--json')
        assert.deepEqual([status, said().error.code], [7, 'unreachable'])
        assert.ok(stdout.length < 1000)
      })
    it('lets no path climb out of the API', async () => {
      await profiled({url: 'https://api.example/v1'})
      for (const path of ['../admin', 'a/../../admin', '%2e%2e/admin'])
        assert.equal((await rest('GET', path)).status, 2)
    })
  })
})

/** Signature Version 4 as AWS's manual words it, step by step. */
function signature(method: string, path: string, query: string, headers: IncomingHttpHeaders, body: string): string {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? ''
  const canonical = names.split(';').map(name => `${name}:${headers[name]}\n`)
  const at = String(headers['x-amz-date'])
  const scope = `${at.slice(0, 8)}/eu-west-1/execute-api/aws4_request`
  const request = [method, path, query, canonical.join(''), names, sha256(body)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>(hmac, 'AWS4local-stack-secret-for-this-machine-only')
  return hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(request)].join('\n')).toString('hex')
}
