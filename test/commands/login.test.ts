import assert from 'node:assert/strict'
import {readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../src/lib/failure.ts'
import {readSession} from '../../src/lib/session/sessions.ts'
import type {World} from '../../src/lib/world/world.ts'
import {type CrookedIssuer, crookedIssuer} from '../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const secret = 'machine-secret-0123456789'

describe('authctl login', () => {
  let provider: PlainProvider
  let world: TestWorld
  before(async () => {
    provider = await plainProvider()
  })
  after(() => provider.stop())
  beforeEach(() => {
    world = inhabited()
  })
  afterEach(() => world.dispose())

  /** A world with a person at a browser who agrees to everything. */
  function inhabited(changes: Partial<World> = {}): TestWorld {
    return testWorld({browser: {open: async url => void visitor().open(url)}, ...changes})
  }
  const at = (client = 'cli') => ['--issuer', provider.issuer, '--client-id', client]
  /** Everything in the data folder but the journal, which keeps attempts too. */
  const keptIn = (folder: string) =>
    readdirSync(folder, {recursive: true})
      .map(String)
      .filter(name => !name.startsWith('audit'))
  const kept = () => keptIn(world.folders.data)

  it('signs in with a browser and answers who it is', async () => {
    const {status, json, stderr} = await authctl(
      world,
      'login',
      ...at(),
      '--scope',
      'openid profile',
      '--store',
      'plaintext',
      '--json',
    )
    const {expiresAt, ...answer} = json()
    assert.deepEqual(answer, {
      profile: 'direct',
      identity: 'default',
      subject: 'ada',
      username: 'ada',
      groups: ['admins'],
      scope: 'openid profile',
      tokens: ['access', 'id', 'refresh'],
      storage: 'plaintext',
    })
    assert.equal(status, 0)
    assert.match(expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
    assert.match(stderr, /\/auth\?/, 'the address is shown under --json too')
  })

  it('says in words who is signed in, until when, and where the tokens are', async () => {
    const {status, stdout} = await authctl(
      world,
      'login',
      ...at(),
      '--scope',
      'openid profile',
      '--store',
      'plaintext',
      '--as',
      'grace',
    )
    assert.equal(status, 0)
    const [who, until, where] = stdout.split('\n')
    assert.equal(who, '✔ Signed in as ada (admins) with the profile direct as grace.')
    assert.match(until ?? '', /^The access token ends .*Z \(in 59 minutes\); it is renewed by itself\.$/)
    assert.equal(where, 'Access, id, refresh tokens: kept unencrypted, in a file that only you can read.')
  })

  it('keeps what it got where only its owner reads it, and tells no token', async () => {
    const {stdout, stderr} = await authctl(world, 'login', ...at(), '--store', 'plaintext')
    const file = kept().find(name => name.endsWith('.json')) ?? assert.fail(`no session in ${kept()}`)
    const path = join(world.folders.data, file)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    const {tokenSet} = (await readSession(world, {name: 'direct'}, 'default')) ?? assert.fail('no session')
    for (const token of [tokenSet.accessToken, tokenSet.idToken, tokenSet.refreshToken])
      assert.ok(token && !`${stdout}${stderr}`.includes(token))
  })

  it('refuses before asking the server when there is no keyring', async () => {
    const before = provider.seen.length
    const {status, stderr} = await authctl(world, 'login', ...at())
    assert.equal(status, 2)
    assert.match(stderr, /no keyring/)
    assert.equal(provider.seen.length, before)
  })

  it('keeps nothing when told to keep nothing', async () => {
    const {status, json} = await authctl(world, 'login', ...at(), '--store', 'none', '--json')
    assert.deepEqual([status, json().storage], [0, 'none'])
    assert.deepEqual(kept(), [])
  })

  it('signs a machine in, with its secret from the environment, a pipe or a file', async () => {
    const flow = ['login', ...at('confidential'), '--flow', 'client-credentials', '--store', 'none', '--json']
    const machine = ['login', ...at('machine'), '--flow', 'client-credentials', '--store', 'none', '--json']
    const whole = {...world, env: {AUTHCTL_CLIENT_SECRET: 'a secret: with %, + and /?'}}
    assert.deepEqual((await authctl(whole, ...flow)).json().tokens, ['access'])
    const profiled = async (changes: Partial<World>, ...flags: string[]) => {
      await authctl(
        world,
        'profile',
        'create',
        'robot',
        '--issuer',
        provider.issuer,
        '--client-id',
        'machine',
        '--client-auth',
        'post',
      )
      return authctl({...world, ...changes}, ...machine, '--profile', 'robot', ...flags)
    }
    const piped = await profiled({terminal: silentTerminal(`${secret}\n`)}, '--client-secret-stdin')
    assert.equal(piped.status, 0, piped.stdout)
    assert.equal(piped.json().profile, 'robot')
    const none = await profiled({}, '--client-secret-file', 'nowhere')
    assert.deepEqual([none.status, none.json().error.code], [1, 'storage_failed'])
  })

  it('asks for the secret of a machine, naming the flag where nobody can be asked', async () => {
    const {status, json} = await authctl(
      world,
      'login',
      ...at('machine'),
      '--flow',
      'client-credentials',
      '--store',
      'none',
      '--json',
    )
    assert.equal(status, 2)
    assert.deepEqual(json().error.code, 'input_required')
    assert.deepEqual(json().error.hints, ['pass --client-secret-stdin'])
  })

  for (const words of [['--client-secret', 'hunter22'], ['--client-secret=hunter22']])
    it(`takes no secret as ${words[0]?.replace('hunter22', '…')}, and does not repeat it`, async () => {
      const {status, stdout, stderr} = await authctl(world, 'login', ...at(), ...words)
      assert.equal(status, 2)
      assert.match(stderr, /--client-secret-stdin/)
      assert.ok(!`${stdout}${stderr}`.includes('hunter22'))
    })

  for (const [words, sentence] of [
    [['--param', 'state=x'], /--param cannot set state/],
    [['--param', 'nothing'], /--param takes NAME=VALUE/],
    [['--param', 'a=1', '--param', 'a=2'], /--param sets a twice/],
    [['--flow', 'password'], /flow/],
    [['--port', '8400', '--redirect-uri', 'http://127.0.0.1:8400/cb'], /not both/],
    [['--redirect-uri', 'https://app.example.com/cb'], /does not lead to this machine/],
    [['--port', '0'], /port/],
  ] as const)
    it(`refuses ${words.join(' ')}`, async () => {
      const {status, stderr} = await authctl(world, 'login', ...at(), '--store', 'none', ...words)
      assert.equal(status, 2)
      assert.match(stderr, sentence)
    })

  it('shows a code to enter, with a drawing of the address at a terminal', async () => {
    const issuer = await crookedIssuer()
    issuer.on('/device', () => ({
      device_code: 'device-code-0',
      user_code: 'ABCD\u001b[2JEFGH',
      verification_uri: `${issuer.issuer}/activate`,
      verification_uri_complete: `${issuer.issuer}/activate?user_code=ABCD`,
      expires_in: 600,
    }))
    const flags = [
      'login',
      '--issuer',
      issuer.issuer,
      '--client-id',
      'cli',
      '--flow',
      'device',
      '--store',
      'none',
      '--timeout',
      '1',
    ]
    const piped = await authctl(world, ...flags)
    assert.equal(piped.status, 7)
    assert.ok(
      !piped.stderr.includes('\u001b') && !piped.stderr.includes('device-code-0') && !piped.stderr.includes('█'),
    )
    assert.match(
      piped.stderr,
      new RegExp(`${issuer.issuer}/activate\n[\\s\\S]*enter the code ABCD\\\\u\\{1b\\}\\[2JEFGH`),
    )
    const seen = await authctl({...world, terminal: {...silentTerminal(), errIsTerminal: true}}, ...flags)
    assert.match(seen.stderr, /[█▀▄]{10}/)
    await issuer.stop()
  })

  it('says so when Cognito is asked for a device code', async () => {
    const flags = ['--user-pool-id', 'eu-west-1_AbCdEf123', '--client-id', 'x', '--flow', 'device', '--store', 'none']
    const {status, json} = await authctl(world, 'login', ...flags, '--json')
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
  })

  it('ends with 130 when cancelled, and keeps nothing', async () => {
    const cancel = new AbortController()
    const waiting = inhabited({
      cancelled: cancel.signal,
      browser: {open: async () => void setTimeout(() => cancel.abort(new Failure('cancelled', 'Cancelled.')), 20)},
    })
    const {status} = await authctl(waiting, 'login', ...at(), '--store', 'plaintext')
    assert.equal(status, 130)
    assert.deepEqual(
      keptIn(waiting.folders.data).filter(name => name.endsWith('.json')),
      [],
    )
    waiting.dispose()
  })

  describe('at an issuer that refuses', () => {
    let issuer: CrookedIssuer
    beforeEach(async () => {
      issuer = await crookedIssuer()
    })
    afterEach(() => issuer.stop())

    it('shows the refusal, made harmless, and keeps nothing', async () => {
      issuer.on('/authorize', ({url}, res) => {
        const back = new URL(url.searchParams.get('redirect_uri') ?? '')
        back.search = String(
          new URLSearchParams({
            error: 'access_denied',
            error_description: 'no\n✔ Signed in as root\u001b[2K',
            state: url.searchParams.get('state') ?? '',
          }),
        )
        res.writeHead(302, {location: back.href}).end()
      })
      const flags = ['--issuer', issuer.issuer, '--client-id', 'cli', '--store', 'plaintext']
      const {status, stdout, stderr} = await authctl(world, 'login', ...flags)
      assert.deepEqual([status, stdout], [4, ''])
      assert.match(stderr, /access_denied/)
      assert.ok(!stderr.includes('\u001b') && !/^✔/m.test(stderr))
      assert.deepEqual(
        kept().filter(name => name.endsWith('.json')),
        [],
      )
    })

    it('says in one sentence that nobody answers', async () => {
      await issuer.stop()
      const {status, json} = await authctl(
        world,
        'login',
        '--issuer',
        issuer.issuer,
        '--client-id',
        'cli',
        '--store',
        'none',
        '--json',
      )
      assert.deepEqual([status, json().error.code], [7, 'unreachable'])
      assert.match(json().error.message, /^127\.0\.0\.1:\d+ refuses connections\.$/)
    })
  })
})
