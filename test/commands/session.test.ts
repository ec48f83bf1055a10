import assert from 'node:assert/strict'
import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {TokenSet} from '../../src/lib/grants/token-set.ts'
import type {Profile} from '../../src/lib/profile/profile.ts'
import {saveSession} from '../../src/lib/session/sessions.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {adasTokens, memoryKeyring} from '../support/sessions.ts'
import {signingIn} from '../support/signing-in.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

const end = Date.parse('2030-01-01T12:00:00.000Z')

describe('commands about a session', () => {
  let provider: PlainProvider
  let world: TestWorld
  before(async () => {
    provider = await plainProvider()
  })
  after(() => provider.stop())
  beforeEach(async () => {
    world = testWorld({keyring: memoryKeyring()})
    const made = await authctl(world, 'profile', 'create', 'plain', '--issuer', provider.issuer, '--client-id', 'cli')
    assert.equal(made.status, 0, made.stderr)
  })
  afterEach(() => world.dispose())

  const profile = (): Profile => ({name: 'plain', issuer: provider.issuer, clientId: 'cli'})
  const folder = () => join(world.folders.data, 'sessions')
  const file = () => join(folder(), readdirSync(folder())[0]!)
  async function signedIn(changes: Partial<TokenSet> = {}, identity = 'default'): Promise<TokenSet> {
    const scopes = ['openid', 'profile', 'offline_access']
    const tokens = {...(await signingIn({...profile(), scopes}).done), ...changes}
    await saveSession(world, profile(), identity, tokens, 'keyring')
    return tokens
  }
  /** A session that no server knows, with times written down. */
  async function kept(changes: Partial<TokenSet> = {}, identity = 'default'): Promise<TokenSet> {
    const here = {issuer: provider.issuer, clientId: 'cli', expiresAt: end, ...changes}
    const tokens = adasTokens(here)
    await saveSession(
      {...world, clock: {...world.clock, now: () => end - 3_600_000}},
      profile(),
      identity,
      tokens,
      'keyring',
    )
    return tokens
  }
  const at = (now: number) => ({...world, clock: {...world.clock, now: () => now}})

  it('hints with the flags that were given in place of a profile', async () => {
    await authctl(world, 'profile', 'delete', 'plain', '--yes')
    const flags = ['--issuer', provider.issuer, '--client-id', 'cli']
    const {status, json} = await authctl(world, 'token', 'print', ...flags, '--as', 'ada', '--json')
    assert.deepEqual([status, json().error.hints], [3, [`authctl login ${flags.join(' ')} --as ada`]])
  })

  describe('authctl status', () => {
    it('tells who is signed in, until when, and where that is kept, asking no server', async () => {
      await kept()
      const offline = {...at(end - 600_000), fetch: () => assert.fail('nobody expected a request')}
      const {status, json} = await authctl(offline, 'status', '--json')
      assert.equal(status, 0)
      assert.deepEqual(json(), {
        signedIn: true,
        profile: 'plain',
        identity: 'default',
        issuer: provider.issuer,
        clientId: 'cli',
        subject: 'ada-sub',
        username: 'ada',
        groups: ['admins'],
        scope: 'openid email',
        renewable: true,
        tokens: [
          {kind: 'access', expiresAt: '2030-01-01T12:00:00.000Z', ended: false},
          {kind: 'id', expiresAt: '2033-05-18T03:33:20.000Z', ended: false},
          {kind: 'refresh', ended: false},
        ],
        storage: 'keyring',
        savedAt: '2030-01-01T11:00:00.000Z',
      })
    })
    it('says it in words', async () => {
      await kept()
      const {stdout} = await authctl(at(end - 600_000), 'status')
      assert.match(stdout, /^Signed in to plain as ada\.\n/)
      assert.match(stdout, /access token +ends 2030-01-01T12:00:00Z \(in 10 minutes\)\n/)
      assert.match(stdout, /kept in +a file closed with a key in the keyring/)
    })
    it('ends with status 3 when nobody is signed in', async () => {
      const {status, stdout, stderr} = await authctl(world, 'status', '--json')
      assert.deepEqual(JSON.parse(stdout), {signedIn: false, profile: 'plain', identity: 'default'})
      assert.deepEqual({status, stderr}, {status: 3, stderr: ''})
      assert.equal((await authctl(world, 'status')).stdout, 'Not signed in to plain.\n')
    })
    it('ends with status 3 when all is over', async () => {
      const {refreshToken: _, ...bare} = await kept()
      await saveSession(world, profile(), 'default', bare, 'keyring')
      const {status, json} = await authctl(at(end), 'status', '--json')
      assert.equal(status, 3)
      assert.deepEqual([json().signedIn, json().tokens[0].ended, json().renewable], [false, true, false])
    })
    it('says that the profile was changed since', async () => {
      await kept({clientId: 'another'})
      const {status, json} = await authctl(world, 'status', '--json')
      assert.equal(status, 3)
      assert.match(json().problem, /client another/)
    })
    it('fails with the path of a file that it cannot read', async () => {
      await kept()
      writeFileSync(file(), '{"version":1,')
      const {status, json} = await authctl(world, 'status', '--json')
      assert.deepEqual([status, json().error.code], [1, 'storage_failed'])
      assert.ok(json().error.message.includes(file()))
    })
    it('says that the keyring lost the key', async () => {
      await kept()
      const {status, json} = await authctl({...world, keyring: memoryKeyring()}, 'status', '--json')
      assert.deepEqual([status, json().error.code], [2, 'storage_unavailable'])
    })
    it('asks for no passphrase', async () => {
      await saveSession(
        {...world, env: {AUTHCTL_PASSPHRASE: 'x'}},
        profile(),
        'default',
        adasTokens({issuer: provider.issuer, clientId: 'cli'}),
        'encrypted',
      )
      const {status, json} = await authctl(world, 'status', '--json')
      assert.deepEqual([status, json().storage], [0, 'encrypted'])
    })
    it('writes nothing and takes no lock', async () => {
      await kept()
      const before = readdirSync(folder())
      chmodSync(folder(), 0o500)
      assert.equal((await authctl(at(end - 600_000), 'status')).status, 0)
      assert.deepEqual(readdirSync(folder()), before)
      chmodSync(folder(), 0o700)
    })
    it('lists every session, also those that cannot be read', async () => {
      await kept()
      await kept({}, 'grace')
      writeFileSync(join(folder(), readdirSync(folder()).find(name => name.includes('grace'))!), '')
      const {status, json} = await authctl(at(end - 600_000), 'status', '--all', '--json')
      assert.equal(status, 0)
      assert.deepEqual(
        json().sessions.map(({profile, identity, signedIn, problem}: any) => [
          profile,
          identity,
          signedIn,
          problem !== undefined,
        ]),
        [
          ['plain', 'default', true, false],
          ['plain', 'grace', false, true],
        ],
      )
      assert.match(
        (await authctl(at(end - 600_000), 'status', '--all')).stdout,
        /plain \(default\) +ada · access token ends in 10 minutes · keyring\n/,
      )
    })
    it('lists nothing where nothing is', async () => {
      const {status, json} = await authctl(world, 'status', '--all', '--json')
      assert.deepEqual([status, json()], [3, {sessions: []}])
    })
    it('lets no name from elsewhere move the cursor', async () => {
      await kept({scope: 'openid \u001b[2J\u202e', issuer: provider.issuer})
      const {stdout} = await authctl(at(end - 600_000), 'status')
      assert.ok(!/[\u001b\u202e]/.test(stdout))
    })
  })

  describe('authctl token print', () => {
    it('prints the token and nothing else', async () => {
      const {accessToken, idToken} = await signedIn()
      const access = await authctl(world, 'token', 'print')
      assert.deepEqual(access, {...access, status: 0, stdout: `${accessToken}\n`, stderr: ''})
      assert.equal((await authctl(world, 'token', 'print', '--id')).stdout, `${idToken}\n`)
      assert.equal(
        (await authctl(world, 'token', 'print', '--header')).stdout,
        `Authorization: Bearer ${accessToken}\n`,
      )
    })
    it('prints what kubectl wants', async () => {
      const {accessToken} = await kept()
      const {stdout} = await authctl(at(end - 600_000), 'token', 'print', '--exec-credential')
      assert.deepEqual(JSON.parse(stdout), {
        apiVersion: 'client.authentication.k8s.io/v1',
        kind: 'ExecCredential',
        status: {token: accessToken, expirationTimestamp: '2030-01-01T12:00:00Z'},
      })
      const KUBERNETES_EXEC_INFO = '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential"}'
      const older = await authctl(
        {...at(end - 600_000), env: {KUBERNETES_EXEC_INFO}},
        'token',
        'print',
        '--exec-credential',
      )
      assert.equal(JSON.parse(older.stdout).apiVersion, 'client.authentication.k8s.io/v1beta1')
    })
    it('renews a token that is over', async () => {
      const {accessToken} = await signedIn({expiresAt: Date.now() - 1})
      const {status, stdout} = await authctl(world, 'token', 'print')
      assert.equal(status, 0)
      assert.match(stdout, /^\S+\n$/)
      assert.notEqual(stdout, `${accessToken}\n`)
    })
    it('says how to sign in', async () => {
      const {status, json, stderr} = await authctl(world, 'token', 'print', '--as', 'grace', '--json')
      assert.deepEqual([status, stderr], [3, ''])
      assert.deepEqual(json(), {
        error: {
          code: 'not_signed_in',
          message: 'Nobody is signed in to plain as grace.',
          hints: ['authctl login --profile plain --as grace'],
        },
      })
    })
    it('says that there is no ID token', async () => {
      const {idToken: _, ...bare} = await kept()
      await saveSession(world, profile(), 'default', bare, 'keyring')
      const {status, json} = await authctl(at(end - 3_600_000), 'token', 'print', '--id', '--json')
      assert.deepEqual([status, json().error.code], [5, 'not_found'])
    })
    it('refuses a name that is none', async () => {
      const {status, json} = await authctl(world, 'token', 'print', '--as', '../../x', '--json')
      assert.deepEqual([status, json().error.code], [2, 'usage'])
    })
    it('opens an encrypted session with the passphrase in a file', async () => {
      const tokens = adasTokens({issuer: provider.issuer, clientId: 'cli'})
      await saveSession({...world, env: {AUTHCTL_PASSPHRASE: 'p'}}, profile(), 'default', tokens, 'encrypted')
      const path = join(world.cwd, 'passphrase')
      writeFileSync(path, 'p\n')
      assert.equal(
        (await authctl(world, 'token', 'print', '--passphrase-file', path)).stdout,
        `${tokens.accessToken}\n`,
      )
      const {status, stderr} = await authctl(world, 'token', 'print')
      assert.equal(status, 2)
      assert.match(stderr, /--passphrase-file/)
    })
  })

  describe('authctl token refresh', () => {
    it('renews, and shows no token', async () => {
      const before = await signedIn()
      const {status, stdout, json} = await authctl(world, 'token', 'refresh', '--json')
      assert.equal(status, 0)
      assert.deepEqual(Object.keys(json()), [
        'profile',
        'identity',
        'scope',
        'expiresAt',
        'rotated',
        'tokens',
        'storage',
      ])
      const after = (await authctl(world, 'token', 'print')).stdout.trim()
      assert.notEqual(after, before.accessToken)
      assert.ok(!stdout.includes(after))
      assert.match(
        (await authctl(world, 'token', 'refresh')).stdout,
        /^Renewed the session for plain\. The access token ends /,
      )
    })
  })

  describe('authctl whoami', () => {
    it('asks the issuer', async () => {
      await signedIn()
      const {status, json} = await authctl(world, 'whoami', '--json')
      assert.equal(status, 0)
      assert.deepEqual(json(), {
        profile: 'plain',
        identity: 'default',
        issuer: provider.issuer,
        subject: 'ada',
        username: 'ada',
        claims: {sub: 'ada', preferred_username: 'ada', groups: ['admins']},
      })
      assert.match((await authctl(world, 'whoami')).stdout, /^username +ada\nsubject +ada\n/)
    })
    it('believes no token: a server that does not know it has the word', async () => {
      await kept({expiresAt: Date.now() + 600_000})
      const {status, json} = await authctl(world, 'whoami', '--json')
      assert.deepEqual([status, json().error.code], [3, 'session_ended'], JSON.stringify(json()))
    })
    it('says which scope is missing', async () => {
      await kept({scope: 'notes:read'})
      const {status, json} = await authctl(at(end - 600_000), 'whoami', '--json')
      assert.equal(status, 4)
      assert.deepEqual(json().error.hints, ['authctl login --profile plain --scope openid'])
    })
    it('knows nobody behind a machine', async () => {
      await kept({grant: 'client_credentials'})
      assert.equal((await authctl(at(end - 600_000), 'whoami', '--json')).json().error.code, 'unsupported')
    })
  })

  describe('authctl logout', () => {
    it('revokes at the server and forgets here', async () => {
      const {refreshToken} = await signedIn()
      const {status, json} = await authctl(world, 'logout', '--json')
      assert.deepEqual(json(), {profile: 'plain', identity: 'default', forgotten: true, revoked: true})
      assert.equal(status, 0)
      assert.equal(provider.at('/token/revocation').at(-1)?.body.get('token'), refreshToken)
      assert.deepEqual(readdirSync(folder()), [])
      assert.equal((await authctl(world, 'status')).status, 3)
    })
    it('forgets also when the server cannot be reached, says so, and ends with status 8', async () => {
      await signedIn()
      const offline = {...world, fetch: () => Promise.reject(new TypeError('fetch failed'))}
      const {status, json} = await authctl(offline, 'logout', '--json')
      assert.equal(status, 8)
      const {reason, ...rest} = json()
      assert.deepEqual(rest, {profile: 'plain', identity: 'default', forgotten: true, revoked: false, failed: true})
      assert.ok(reason)
      assert.deepEqual(readdirSync(folder()), [])
    })
    it('says that nothing was kept', async () => {
      const {status, json} = await authctl(world, 'logout', '--json')
      assert.deepEqual([status, json().forgotten, json().reason], [0, false, 'nothing was kept'])
      assert.ok(!existsSync(folder()))
    })
    it('keeps what it cannot read, unless it only has to forget it', async () => {
      await kept()
      writeFileSync(file(), 'broken')
      const refused = await authctl(world, 'logout', '--json')
      assert.deepEqual([refused.status, refused.json().error.code], [1, 'storage_failed'])
      assert.ok(refused.json().error.hints.includes('authctl logout --profile plain --local'))
      assert.equal(readFileSync(file(), 'utf8'), 'broken')
      assert.equal((await authctl(world, 'logout', '--local')).status, 0)
      assert.deepEqual(readdirSync(folder()), [])
    })
    it('asks no server with --local', async () => {
      await kept()
      const offline = {...world, fetch: () => assert.fail('nobody expected a request')}
      const {status, stdout} = await authctl(offline, 'logout', '--local')
      assert.deepEqual(
        [status, stdout],
        [0, 'Signed out of plain. Forgotten here, not revoked at the server: only forgotten here, as asked.\n'],
      )
    })
    it('ends a session where it began, though the profile means another client by now', async () => {
      await signedIn()
      await authctl(world, 'profile', 'set', 'plain', '--client-id', 'confidential')
      const secretive = {...world, env: {AUTHCTL_CLIENT_SECRET: 'of the new client'}}
      assert.equal((await authctl(secretive, 'logout', '--json')).json().revoked, true)
      const {body, authorization} = provider.at('/token/revocation').at(-1)!
      assert.deepEqual([body.get('client_id'), body.get('client_secret'), authorization], ['cli', null, undefined])
    })
    it('takes along what a killed writer left behind', async () => {
      await kept()
      const left = join(folder(), `.${readdirSync(folder())[0]}.999999.abcdef.tmp`)
      writeFileSync(left, 'half a token')
      await authctl(world, 'logout', '--local')
      assert.deepEqual(readdirSync(folder()), [])
    })
    it('signs everybody out with --all', async () => {
      await signedIn()
      await signedIn({}, 'grace')
      const {status, json} = await authctl(world, 'logout', '--all', '--json')
      assert.equal(status, 0)
      assert.deepEqual(
        json().sessions.map(({identity, revoked, forgotten}: any) => [identity, revoked, forgotten]),
        [
          ['default', true, true],
          ['grace', true, true],
        ],
      )
      assert.equal((await authctl(world, 'logout', '--all')).stdout, 'Nobody was signed in.\n')
    })
  })

  it('show no token anywhere but in token print', async () => {
    const tokens = await signedIn()
    const lines = [['status'], ['status', '--all'], ['whoami'], ['token', 'refresh'], ['status'], ['logout']]
    for (const line of lines)
      for (const json of [[], ['--json']]) {
        const {stdout, stderr} = await authctl(world, ...line, ...json)
        for (const secret of [tokens.accessToken, tokens.idToken!, tokens.refreshToken!])
          assert.ok(!`${stdout}${stderr}`.includes(secret.slice(-12)), line.join(' '))
      }
  })
})
