import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl graphql', () => {
  let stack: Emulator
  let who: People
  let world: TestWorld
  before(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  after(() => stack.stop())
  beforeEach(async () => {
    world = testWorld()
    await demoProfile(world, stack, who)
  })
  afterEach(() => world.dispose())

  const title = '{ note(id: "welcome") { title } }'
  const welcome = {data: {note: {title: 'Welcome'}}}

  describe('asks as whoever is signed in', () => {
    it('and prints the response, as JSON in both forms', async () => {
      await signIn(world, stack, who, 'ada')
      const text = await authctl(world, 'graphql', title)
      assert.deepEqual([text.status, text.stderr, text.json()], [0, '', welcome])
      assert.deepEqual((await authctl(world, 'graphql', title, '--json')).json(), welcome)
    })
    it('with the ID token where that is wanted', async () => {
      await signIn(world, stack, who, 'ada')
      const tokenUse = async (...flags: string[]) =>
        (await authctl(world, 'graphql', '{ whoami { tokenUse } }', ...flags)).json().data.whoami.tokenUse
      assert.equal(await tokenUse(), 'access')
      assert.equal(await tokenUse('--token', 'id'), 'id')
    })
    it('under another identity', async () => {
      await signIn(world, stack, who, 'ada')
      await signIn(world, stack, who, 'linus', {identity: 'work'})
      const {json} = await authctl(world, 'graphql', '{ whoami { username } }', '--as', 'work')
      assert.deepEqual(json(), {data: {whoami: {username: 'linus'}}})
    })
    it('and says how to sign in where nobody is', async () => {
      const {status, stdout, stderr} = await authctl(world, 'graphql', title)
      assert.deepEqual([status, stdout], [3, ''])
      assert.match(stderr, /authctl login --profile demo/)
    })
  })

  describe('takes', () => {
    beforeEach(() => signIn(world, stack, who, 'ada'))
    const byId = 'query One($id: ID!) { note(id: $id) { title } } query Two { status { ok } }'

    it('the query from a file, from a pipe, and after “-”', async () => {
      writeFileSync(join(world.cwd, 'query.graphql'), title)
      assert.deepEqual((await authctl(world, 'graphql', '@query.graphql')).json(), welcome)
      const piped = Object.create(world, {terminal: {value: silentTerminal(title)}})
      assert.deepEqual((await authctl(piped, 'graphql')).json(), welcome)
      assert.deepEqual((await authctl(piped, 'graphql', '-')).json(), welcome)
    })
    it('variables by -f, by -F and from a file, and the operation by name', async () => {
      writeFileSync(join(world.cwd, 'variables.json'), '{"id": "nothing"}')
      const ask = async (...flags: string[]) =>
        (await authctl(world, 'graphql', byId, '--operation', 'One', ...flags)).json()
      assert.deepEqual(await ask('-f', 'id=welcome'), welcome)
      assert.deepEqual(await ask('-F', 'id="welcome"'), welcome)
      assert.deepEqual(await ask('--variables', 'variables.json'), {data: {note: null}})
      assert.deepEqual(
        await ask('--variables', 'variables.json', '-f', 'id=welcome'),
        welcome,
        'a field beats the file',
      )
    })
    it('nested variables, and texts from files and a pipe', async () => {
      writeFileSync(join(world.cwd, 'text.txt'), 'from a file')
      const piped = Object.create(world, {terminal: {value: silentTerminal('from a pipe')}})
      const words = ['-f', 'note[title]=Milk', '-F', 'note[text]=@text.txt', '-F', 'tags[]=@-', '-F', 'tags[]=2']
      const {json} = await authctl(piped, 'graphql', 'query($id: ID!) { note(id: $id) { id } }', '--dry-run', ...words)
      assert.deepEqual(JSON.parse(json().body).variables, {
        note: {title: 'Milk', text: 'from a file'},
        tags: ['from a pipe', 2],
      })
    })
    it('a variable that looks like a query as the text it is', async () => {
      const text = '") { id } auditLog { who } #'
      const {json} = await authctl(world, 'graphql', byId, '--operation', 'One', '-f', `id=${text}`)
      assert.deepEqual(json(), {data: {note: null}})
    })
    it('numbers beyond 2^53 without rounding them, there and back', async () => {
      const sent: string[] = []
      const big = '{"data":{"n":9007199254740993,"f":1.5}}'
      const fetch = async (_: unknown, init?: RequestInit) => {
        sent.push(String(init?.body))
        return new Response(big, {headers: {'content-type': 'application/json'}})
      }
      const {stdout} = await authctl(
        Object.create(world, {fetch: {value: fetch}}),
        'graphql',
        '{n}',
        '-F',
        'a=9007199254740993',
      )
      assert.equal(sent[0], '{"query":"{n}","variables":{"a":9007199254740993}}')
      assert.match(stdout, /9007199254740993/)
    })
    it('more headers, but no credentials among them', async () => {
      assert.equal((await authctl(world, 'graphql', title, '--header', 'x-trace: 1')).status, 0)
      for (const header of [
        'Authorization: secret-word',
        'x-api-key: secret-word',
        'x: a\r\nhost: secret-word',
        'secret-word',
      ]) {
        const {status, stderr} = await authctl(world, 'graphql', title, '--header', header)
        assert.equal(status, 2)
        assert.doesNotMatch(stderr, /secret-word/)
      }
    })
  })

  it('sends the token to no address that the profile does not name, unless told to', async () => {
    await signIn(world, stack, who, 'ada')
    const sent: (string | null)[] = []
    const fetch = async (_: unknown, init?: RequestInit) => {
      sent.push(new Headers(init?.headers).get('authorization'))
      return new Response('{"data":{}}', {headers: {'content-type': 'application/json'}})
    }
    const there = Object.create(world, {fetch: {value: fetch}})
    await authctl(there, 'graphql', '{ a }', '--url', 'https://api.example/graphql')
    await authctl(there, 'graphql', '{ a }', '--url', 'https://api.example/graphql', '--auth', 'oidc')
    await authctl(there, 'graphql', '{ a }', '--url', `${stack.url}/graphql`)
    assert.deepEqual(
      sent.map(one => one !== null),
      [false, true, true],
    )
  })

  describe('proves who calls by', () => {
    it('an API key from the environment, a file or a pipe, and never from a flag', async () => {
      const url = ['--url', `${stack.url}/graphql`, '--auth', 'apiKey', '{ status { ok } }']
      const expected = {data: {status: {ok: true}}}
      const bare = testWorld({env: {AUTHCTL_API_KEY: localApiKey}})
      assert.deepEqual((await authctl(bare, 'graphql', ...url)).json(), expected)
      writeFileSync(join(world.cwd, 'key'), `${localApiKey}\n`)
      assert.deepEqual((await authctl(world, 'graphql', ...url, '--credential-file', 'key')).json(), expected)
      const piped = Object.create(world, {terminal: {value: silentTerminal(localApiKey)}})
      assert.deepEqual((await authctl(piped, 'graphql', ...url, '--credential-stdin')).json(), expected)
      const none = await authctl(world, 'graphql', ...url)
      assert.equal(none.status, 2)
      assert.match(none.stderr, /AUTHCTL_API_KEY/)
      bare.dispose()
    })
    it('a Lambda token', async () => {
      const tokened = Object.create(world, {env: {value: {AUTHCTL_LAMBDA_TOKEN: 'lambda-allow'}}})
      const {json} = await authctl(tokened, 'graphql', '{ whoami { mode } }', '--auth', 'lambda')
      assert.deepEqual(json(), {data: {whoami: {mode: 'AWS_LAMBDA'}}})
    })
    it('a signature, on loopback with the stack’s credentials and never with real ones', async () => {
      const env = {
        AWS_ACCESS_KEY_ID: 'AKIAREALREALREALREAL',
        AWS_SECRET_ACCESS_KEY: 'real-secret',
        AWS_SESSION_TOKEN: 'real',
      }
      const seen: RequestInit[] = []
      const fetched: typeof world.fetch = (input, init) => {
        seen.push(init!)
        return world.fetch(input, init)
      }
      const real = Object.create(world, {env: {value: env}, fetch: {value: fetched}})
      const {json} = await authctl(real, 'graphql', '{ whoami { mode } }', '--auth', 'iam')
      assert.deepEqual(json(), {data: {whoami: {mode: 'AWS_IAM'}}})
      assert.doesNotMatch(JSON.stringify(seen), /AKIAREAL|"real"/)
    })
  })

  describe('explains a refusal', () => {
    it('of a field, with who is asking and how they would get the group; data still stands', async () => {
      await signIn(world, stack, who, 'grace')
      const query = '{ auditLog { action } note(id: "welcome") { title } }'
      for (const json of [[], ['--json']]) {
        const {status, stderr, json: document} = await authctl(world, 'graphql', query, ...json)
        assert.equal(status, 4)
        assert.deepEqual(document().data, {auditLog: null, note: {title: 'Welcome'}})
        assert.equal(document().errors[0].errorType, 'Unauthorized')
        assert.match(stderr, /auditLog is not open to grace, who is in editors by this token/)
        assert.match(stderr, /authctl group add GROUP grace --profile demo/)
      }
    })
    it('of a person in no group, and of a machine', async () => {
      await signIn(world, stack, who, 'linus')
      assert.match((await authctl(world, 'graphql', '{ auditLog { who } }')).stderr, /linus, who is in no group/)
      await signIn(world, stack, who, 'linus', {accessToken: await who.machine('notes/read')})
      assert.match(
        (await authctl(world, 'graphql', '{ auditLog { who } }')).stderr,
        /a machine's: it has scopes and no groups/,
      )
    })
    it('of an API key at a field that is not for keys', async () => {
      const keyed = Object.create(world, {env: {value: {AUTHCTL_API_KEY: localApiKey}}})
      const {status, stderr} = await authctl(keyed, 'graphql', '{ notes { id } }', '--auth', 'apiKey')
      assert.equal(status, 4)
      assert.match(stderr, /notes is not open to an API key.*@aws_api_key/)
      assert.match(stderr, /--auth userPool/)
    })
    const requestLevel: [string, (at: number) => Promise<string>, RegExp][] = [
      [
        'a token that ended',
        async at => who.forged({iss: who.issuer, exp: at - 60, token_use: 'access'}),
        /ended at 20.*authctl token refresh --profile demo/s,
      ],
      [
        'a token of another issuer',
        async at => who.forged({iss: 'https://elsewhere.example', exp: at + 60}),
        /from https:\/\/elsewhere\.example, and the profile names .*authctl login/s,
      ],
      [
        'a token the API does not trust',
        async at =>
          `${(await who.forged({iss: who.issuer, exp: at + 60, client_id: 'c', token_use: 'access'})).slice(0, -9)}AAAAAAAAA`,
        /does not accept the access token of .*--token id/s,
      ],
      ['an opaque token', async () => 'an-opaque-token', /is opaque.*--token id/s],
    ]
    for (const [what, make, expected] of requestLevel) {
      it(`of ${what}, before any field`, async () => {
        await signIn(world, stack, who, 'ada', {accessToken: await make(stack.clock.seconds())})
        const {status, stdout, stderr} = await authctl(world, 'graphql', title)
        assert.deepEqual([status, stdout], [4, ''])
        assert.match(stderr, expected)
        const {json} = await authctl(world, 'graphql', title, '--json')
        assert.equal(json().error.code, 'denied')
      })
    }
    it('of an unknown API key, a Lambda token and a missing credential', async () => {
      const env = {AUTHCTL_API_KEY: 'da2-nobody-knows-this', AUTHCTL_LAMBDA_TOKEN: 'nobody'}
      const other = Object.create(world, {env: {value: env}})
      const refused = async (mode: string) => (await authctl(other, 'graphql', title, '--auth', mode)).stderr
      assert.match(await refused('apiKey'), /API key is unknown or expired/)
      assert.match(await refused('lambda'), /Lambda authorizer does not accept/)
      assert.match(await refused('none'), /carried no credential/)
    })
  })

  describe('says what else is wrong', () => {
    beforeEach(() => signIn(world, stack, who, 'ada'))
    it('errors without data are no use; errors beside data are a part left undone', async () => {
      const invalid = await authctl(world, 'graphql', '{ nonsense }')
      assert.equal(invalid.status, 2)
      assert.equal(invalid.json().data, null)
      const partly = await authctl(world, 'graphql', 'mutation { removeNote(id: "nothing") { id } }')
      assert.equal(partly.status, 8)
      assert.equal(partly.json().errors[0].errorType, 'NotFound')
    })
    it('no query, at a terminal and with nothing in the pipe', async () => {
      const desk = Object.create(world, {terminal: {value: {...silentTerminal(), inputIsTerminal: true}}})
      assert.equal((await authctl(desk, 'graphql', '--json')).json().error.code, 'input_required')
      assert.equal((await authctl(world, 'graphql', '--json')).json().error.code, 'usage')
    })
    it('files that are not there or hold no variables', async () => {
      writeFileSync(join(world.cwd, 'list.json'), '[]')
      writeFileSync(join(world.cwd, 'broken.json'), '{"secret-word": ')
      for (const words of [
        ['@missing.graphql'],
        [title, '--variables', 'missing.json'],
        [title, '--variables', 'list.json'],
        [title, '--variables', 'broken.json'],
        [title, '-F', 'id=secret-word'],
        [title, '-f', 'id'],
      ]) {
        const {status, stdout, stderr} = await authctl(world, 'graphql', ...words)
        assert.deepEqual([status, stdout], [2, ''], words.join(' '))
        assert.doesNotMatch(stderr, /secret-word/)
      }
    })
    it('an API the profile does not have', async () => {
      assert.equal((await authctl(world, 'graphql', title, '--api', 'other')).status, 5)
    })
    it('addresses that no credential may be sent to', async () => {
      for (const url of [
        'http://example.com/graphql',
        'ftp://127.0.0.1/',
        'http://127.0.0.1.evil.example/',
        'nonsense',
      ]) {
        assert.equal((await authctl(world, 'graphql', title, '--url', url)).status, 2, url)
      }
    })
  })

  describe('shows without sending', () => {
    const unsent = () =>
      Object.create(world, {
        env: {value: {AUTHCTL_API_KEY: 'da2-secret-word', AUTHCTL_LAMBDA_TOKEN: 'secret-word'}},
        fetch: {value: () => assert.fail('nothing is sent')},
      })
    it('a line for a shell, with names where secrets would stand', async () => {
      const {stdout, status} = await authctl(unsent(), 'graphql', '{ note(id: "it\'s") { id } }', '--curl')
      assert.equal(status, 0)
      assert.match(stdout, /-H "authorization: \$\(authctl token print --profile demo\)"/)
      assert.match(stdout, /it'\\''s/)
      for (const mode of ['apiKey', 'lambda', 'iam']) {
        const {stdout} = await authctl(unsent(), 'graphql', title, '--curl', '--auth', mode)
        assert.doesNotMatch(stdout, /secret-word/)
        assert.match(stdout, /\$A(UTHCTL|WS)_/)
      }
    })
    it('a dry run', async () => {
      const {json} = await authctl(unsent(), 'graphql', title, '--dry-run', '--json')
      assert.deepEqual(json(), {
        dryRun: true,
        method: 'POST',
        url: `${stack.url}/graphql`,
        headers: {
          accept: 'application/graphql-response+json, application/json;q=0.9',
          'content-type': 'application/json',
        },
        body: JSON.stringify({query: title}),
        credential: ['-H "authorization: $(authctl token print --profile demo)"'],
      })
    })
  })

  it('includes the HTTP answer when asked to', async () => {
    await signIn(world, stack, who, 'ada')
    const {stdout} = await authctl(world, 'graphql', title, '--include')
    assert.match(stdout, /^HTTP 200\n/)
    assert.match(stdout, /content-type: application\/json/)
    const {json} = await authctl(world, 'graphql', title, '--include', '--json')
    assert.deepEqual([json().status, json().response], [200, welcome])
  })
})
