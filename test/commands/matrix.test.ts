import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {DOMParser} from '@xmldom/xmldom'
import {notesSdl} from '../../src/lib/emulator/appsync/sdl.ts'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {Failure} from '../../src/lib/failure.ts'
import {changeProfiles} from '../../src/lib/profile/store.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl matrix', () => {
  let stack: Emulator
  let who: People
  let world: TestWorld
  beforeEach(async () => {
    stack = await startEmulator()
    who = people(stack)
    world = testWorld({env: {AUTHCTL_API_KEY: localApiKey}})
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'ada', {identity: 'ada'})
    await signIn(world, stack, who, 'linus', {identity: 'linus'})
    write('schema.graphql', notesSdl)
  })
  afterEach(async () => {
    world.dispose()
    await stack.stop()
  })

  const write = (name: string, text: string) => writeFileSync(join(world.cwd, name), text)
  const read = (name: string) => readFileSync(join(world.cwd, name), 'utf8')
  const matrix = (verb: string, ...words: string[]) =>
    authctl(world, 'matrix', verb, ...(verb === 'run' ? ['--rate', '1000'] : []), ...words)
  const init = (...words: string[]) =>
    matrix('init', '--schema', 'schema.graphql', '--identity', 'ada', '--identity', 'linus', ...words)
  const callers = ['--caller', 'none', '--caller', 'apiKey', '--caller', 'iam']
  const sent = () => [...stack.state.notebook.notes.values()].length

  it('finds the API as its schema says, and ends with 0', async () => {
    const made = await init(...callers, '--json')
    assert.equal(made.status, 0, made.stdout)
    assert.deepEqual(made.json().identities, {
      ada: {auth: 'userPool', as: 'ada', groups: ['admins', 'editors']},
      linus: {auth: 'userPool', as: 'linus', groups: []},
      anonymous: {auth: 'none'},
      apiKey: {auth: 'apiKey'},
      iam: {auth: 'iam'},
    })
    const {status, json} = await matrix('run', '--json')
    assert.equal(status, 0)
    assert.equal(json().differences, 0)
    assert.equal(json().errors, 0)
    const cell = (operation: string, identity: string) =>
      json().cells.find(
        (one: {operation: string; identity: string}) => one.operation === operation && one.identity === identity,
      )
    assert.equal(cell('Query.auditLog', 'ada').observed, 'allow')
    assert.equal(cell('Query.auditLog', 'linus').observed, 'deny')
    assert.equal(cell('Query.status', 'apiKey').observed, 'allow')
    assert.equal(cell('Query.status', 'anonymous').observed, 'deny')
    assert.equal(cell('Query.note.id', 'ada').observed, 'unknown', 'there is no such note')
  })
  it('shows a table, and what is not as expected in words', async () => {
    await init()
    write('matrix.yaml', read('matrix.yaml').replace(/(Query\.auditLog:[\s\S]*?linus: )deny/, '$1allow'))
    const {status, stdout} = await matrix('run')
    assert.equal(status, 9)
    assert.match(stdout, /^OPERATION +ADA +LINUS\n/)
    assert.match(stdout, /\nQuery\.auditLog +allow +deny !\n/)
    assert.match(
      stdout,
      /: linus may not use Query\.auditLog, and should \(Not Authorized to access auditLog on type Query\)\./,
    )
    assert.match(stdout, /1 differs/)
  })
  it('finds somebody let in who should not be, and accepts it when told to', async () => {
    await init()
    const strict = read('matrix.yaml').replace(/(Query\.notes:\n[\s\S]*?linus: )allow/, '$1deny # why not')
    write('matrix.yaml', strict)
    const {status, json} = await matrix('run', '--json')
    assert.deepEqual([status, json().differences], [9, 1])
    assert.equal((await matrix('run', '--update')).status, 0)
    assert.match(read('matrix.yaml'), /linus: allow # why not/)
    assert.equal((await matrix('run')).status, 0)
  })

  it('sends no mutation that nobody named', async () => {
    const before = sent()
    await init()
    assert.doesNotMatch(read('matrix.yaml'), /Mutation/)
    const sneaky = [
      'mutation { addNote(title: "x") { id } }',
      'query Harmless { status { ok } } mutation Sneaky { addNote(title: "x") { id } }',
      'mutation { ...all } fragment all on Mutation { addNote(title: "x") { id } }',
    ]
    for (const query of sneaky) {
      const document = {
        version: 1,
        identities: {ada: {auth: 'userPool', as: 'ada'}},
        operations: {add: {query, expect: {ada: 'allow'}}},
      }
      write('matrix.yaml', JSON.stringify(document))
      const {json} = await matrix('run', '--json')
      assert.deepEqual([json().cells, json().unsent.length], [[], 1])
    }
    assert.equal(sent(), before)
  })
  it('sends those that are named', async () => {
    const before = sent()
    await init('--mutation', 'addNote')
    const {status, json} = await matrix('run', '--json')
    assert.equal(status, 0)
    assert.deepEqual(json().unsent, [])
    assert.equal(sent(), before + 1, 'ada may, linus may not')
  })

  it('probes REST routes too', async () => {
    await changeProfiles(world, ({profiles}) => {
      const demo = profiles.get('demo')!
      const rest = {kind: 'rest', url: `${stack.url}/rest`, auth: 'userPool'} as const
      return {current: 'demo', profiles: new Map([['demo', {...demo, apis: {...demo.apis, rest}}]])}
    })
    const operations = {
      public: {rest: 'GET /public', expect: {ada: 'allow', anonymous: 'allow'}},
      read: {rest: 'GET /notes', expect: {ada: 'allow', anonymous: 'deny'}},
      write: {rest: 'POST /notes', expect: {ada: 'deny'}},
    }
    const identities = {ada: {auth: 'userPool', as: 'ada'}, anonymous: {auth: 'none'}}
    write('matrix.yaml', JSON.stringify({version: 1, identities, operations}))
    const {status, json, stdout} = await matrix('run', '--json')
    assert.equal(status, 0, stdout)
    assert.equal(json().cells.length, 5)
  })

  describe('personas', () => {
    const here = async () => {
      await changeProfiles(world, ({profiles}) => {
        const demo = {
          ...profiles.get('demo')!,
          userPoolId: who.pool.id,
          region: 'us-east-1',
          endpoint: stack.url,
          store: 'plaintext',
        } as const
        return {current: 'demo', profiles: new Map([['demo', demo]])}
      })
    }
    const made = () => [...who.pool.users.keys()].filter(name => name.startsWith('authctl-matrix-'))

    it('are made for the run, and are gone after it with their sessions', async () => {
      await here()
      assert.equal(
        (await matrix('init', '--schema', 'schema.graphql', '--persona', 'admins', '--persona', 'editors')).status,
        0,
      )
      const {status, json, stdout} = await matrix('run', '--json')
      assert.equal(status, 0, stdout)
      const seen = (identity: string) =>
        json().cells.find(
          (one: {operation: string; identity: string}) =>
            one.operation === 'Query.auditLog' && one.identity === identity,
        ).observed
      assert.deepEqual([seen('in-admins'), seen('in-editors')], ['allow', 'deny'])
      assert.deepEqual(made(), [])
      assert.deepEqual(
        (await authctl(world, 'status', '--all', '--json'))
          .json()
          .sessions.map((one: {identity: string}) => one.identity),
        ['ada', 'linus'],
      )
      assert.equal(existsSync(join(world.folders.data, 'matrix-personas.json')), false)
    })
    it('are removed after Ctrl-C too', async () => {
      await here()
      await matrix('init', '--schema', 'schema.graphql', '--persona', 'admins')
      const controller = new AbortController()
      const cancelling = Object.create(world, {
        cancelled: {value: controller.signal},
        fetch: {
          value: (input: string, init: RequestInit) => {
            if (String(input).endsWith('/graphql')) controller.abort(new Failure('cancelled', 'Cancelled.'))
            return world.fetch(input, init)
          },
        },
      })
      assert.equal((await authctl(cancelling, 'matrix', 'run')).status, 130)
      assert.deepEqual(made(), [])
    })
    it('of a run that was killed are removed by the next one', async () => {
      await here()
      await matrix('init', '--schema', 'schema.graphql', '--persona', 'admins')
      await authctl(world, 'user', 'create', 'authctl-matrix-left')
      const left = {
        pool: who.pool.id,
        endpoint: stack.url,
        username: 'authctl-matrix-left',
        profile: 'demo',
        identity: 'authctl-matrix-left',
      }
      const elsewhere = {...left, pool: 'us-east-1_Other', username: 'authctl-matrix-else'}
      writeFileSync(join(world.folders.data, 'matrix-personas.json'), JSON.stringify([left, elsewhere]), {mode: 0o600})
      assert.equal((await matrix('run')).status, 0)
      assert.deepEqual(made(), [])
      assert.match(readFileSync(join(world.folders.data, 'matrix-personas.json'), 'utf8'), /us-east-1_Other/)
    })
  })

  describe('reports', () => {
    beforeEach(async () => {
      await init(...callers)
      const evil = read('matrix.yaml').replace('Query.history:', '"Query.<script>|&\\"history":')
      write(
        'matrix.yaml',
        evil
          .replace(/(Query\.auditLog:[\s\S]*?linus: )deny/, '$1allow')
          .replace(/(Query\.status:[\s\S]*?apiKey: )allow/, '$1deny'),
      )
    })
    it('as JUnit XML that counts', async () => {
      assert.equal((await matrix('run', '--junit', 'matrix.xml')).status, 9)
      const root = new DOMParser().parseFromString(read('matrix.xml'), 'text/xml').documentElement!
      assert.equal(root.getAttribute('failures'), '2')
      assert.equal(root.getElementsByTagName('failure').length, 2)
      assert.equal(Number(root.getAttribute('tests')), root.getElementsByTagName('testcase').length)
      assert.equal(Number(root.getAttribute('skipped')), root.getElementsByTagName('skipped').length)
    })
    it('as Markdown, HTML and SARIF, without letting a name be markup', async () => {
      await matrix('run', '--markdown', 'matrix.md', '--html', 'matrix.html', '--sarif', 'matrix.sarif')
      assert.match(
        read('matrix.md'),
        /\| Query\.auditLog \| allow \| deny \*\*&#33;\*\*|\| Query\.auditLog \| allow \| deny \*\*!\*\* \|/,
      )
      assert.doesNotMatch(read('matrix.md'), /<script>/)
      assert.doesNotMatch(read('matrix.html'), /<script/)
      assert.doesNotMatch(read('matrix.html'), /(src|href)=/)
      const {runs} = JSON.parse(read('matrix.sarif'))
      const found = runs[0].results.map(({ruleId, level}: {ruleId: string; level: string}) => `${ruleId} ${level}`)
      assert.deepEqual(found.sort(), ['exposed error', 'locked-out warning'])
    })
  })

  describe('diff', () => {
    it('says who gained and who lost between two runs', async () => {
      await init()
      write('a.json', (await matrix('run', '--json')).stdout)
      assert.deepEqual((await matrix('diff', 'a.json', 'a.json')).stdout, 'Nothing changed.\n')
      const later = JSON.parse(read('a.json'))
      for (const cell of later.cells) {
        if (cell.operation === 'Query.auditLog' && cell.identity === 'linus') cell.observed = 'allow'
        if (cell.operation === 'Query.auditLog' && cell.identity === 'ada') cell.observed = 'deny'
      }
      write('b.json', JSON.stringify(later))
      const {status, stdout} = await matrix('diff', 'a.json', 'b.json')
      assert.equal(status, 9)
      assert.equal(stdout, 'gained  linus  Query.auditLog\nlost    ada  Query.auditLog\n')
    })
    it('compares the expectations of two matrices', async () => {
      await init()
      write('before.yaml', read('matrix.yaml').replace(/(Query\.notes:\n[\s\S]*?linus: )allow/, '$1deny'))
      const {status, json} = await matrix('diff', 'before.yaml', 'matrix.yaml', '--json')
      assert.equal(status, 9)
      assert.deepEqual(json().gained, [{operation: 'Query.notes', identity: 'linus', before: 'deny', after: 'allow'}])
    })
  })

  it('tells remarks on guards that do not guard', async () => {
    write('schema.graphql', 'type Query { a: Int @aws_auth(cognito_groups: ["admins"]) b: Int @aws_api_key }')
    const {stdout} = await init()
    assert.match(stdout, /Query\.a: @aws_auth is ignored while the API accepts more than user pools/)
    assert.match(read('matrix.yaml'), /# ! Query\.a: @aws_auth is ignored/)
  })
  it('stops before it asks anything where somebody is not signed in', async () => {
    await init()
    await authctl(world, 'logout', '--as', 'linus', '--local')
    const {status, stderr} = await matrix('run')
    assert.equal(status, 3)
    assert.match(stderr, /linus is not signed in to demo[\s\S]*authctl login --profile demo --as linus/)
  })
  it('ends with 8 where the API gives no answers', async () => {
    await init()
    await stack.stop()
    const {status, json} = await matrix('run', '--json')
    assert.equal(status, 8)
    assert.equal(json().errors, json().cells.length)
    stack = await startEmulator()
  })

  const wrong: [what: string, text: string, why: RegExp][] = [
    ['no YAML', 'a: [', /is no YAML/],
    ['another version', 'version: 2\nidentities: {}\noperations: {}', /version must be 1/],
    ['an unknown member', 'version: 1\nidentities: {}\noperations: {}\nextra: 1', /extra is unknown here/],
    [
      'an unknown mode',
      'version: 1\nidentities: {a: {auth: magic}}\noperations: {}',
      /identities\.a\.auth must be one of/,
    ],
    ['a stranger', 'version: 1\nidentities: {}\noperations: {o: {query: "{ a }", expect: {bob: allow}}}', /names bob/],
    ['no question', 'version: 1\nidentities: {}\noperations: {o: {expect: {}}}', /has a query or a rest/],
    [
      'a bad query',
      'version: 1\nidentities: {}\noperations: {o: {query: "{", expect: {}}}',
      /query of o cannot be read/,
    ],
    [
      'aliases without end',
      `a: &a [${'x, '.repeat(9)}]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((n, at) => `${n}: &${n} [${`*${'abcdefg'[at]}, `.repeat(9)}]`).join('\n')}`,
      /cannot be used/,
    ],
  ]
  for (const [what, text, why] of wrong)
    it(`refuses a file with ${what}`, async () => {
      write('matrix.yaml', text)
      const {status, stderr} = await matrix('run')
      assert.equal(status, 2)
      assert.match(stderr, why)
    })
  it('replaces no file unless told to', async () => {
    await init()
    assert.equal((await init()).status, 10)
    assert.equal((await init('--force')).status, 0)
    assert.equal((await matrix('run', '--file', 'nothing.yaml')).status, 2)
    assert.equal((await init('--force', '--mutation', 'nothing')).status, 2)
  })
})
