import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../src/lib/failure.ts'
import {resolveProfile} from '../../src/lib/profile/resolve.ts'
import {profilesPath} from '../../src/lib/profile/store.ts'
import {readClientSecret} from '../../src/lib/session/client-secrets.ts'
import {saveSession} from '../../src/lib/session/sessions.ts'
import {scriptedAsk} from '../support/scripted-ask.ts'
import {adasTokens} from '../support/sessions.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

describe('authctl profile', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  const run = (...argv: string[]) => authctl(world, 'profile', ...argv)
  const done = async (...argv: string[]) => {
    const ran = await run(...argv, '--json')
    assert.equal(ran.status, 0, ran.stdout)
    return ran.json()
  }
  const fails = async (status: number, code: string, ...argv: string[]) => {
    const ran = await run(...argv, '--json')
    assert.equal(ran.json().error?.code, code, ran.stdout)
    assert.equal(ran.status, status)
    return ran.json().error
  }
  const shop = ['create', 'shop', '--issuer', 'https://id.example.com', '--client-id', 'shop-cli']
  const staff = ['create', 'staff', '--user-pool-id', 'eu-west-1_Staff1', '--client-id', 'staff-cli']

  describe('list', () => {
    it('is empty at first, and says how to begin', async () => {
      assert.deepEqual(await done('list'), {profiles: []})
      assert.equal((await run('list')).stdout, 'No profiles yet: authctl init makes one.\n')
    })
    it('marks the current one', async () => {
      await done(...staff)
      await done(...shop)
      assert.deepEqual(await done('list'), {
        profiles: [
          {name: 'shop', current: false, issuer: 'https://id.example.com', clientId: 'shop-cli'},
          {name: 'staff', current: true, userPoolId: 'eu-west-1_Staff1', clientId: 'staff-cli'},
        ],
      })
      assert.equal(
        (await run('list')).stdout,
        '  shop   https://id.example.com  shop-cli\n* staff  eu-west-1_Staff1  staff-cli\n',
      )
    })
  })

  describe('create', () => {
    it('keeps every field, and makes the first one current', async () => {
      const fields =
        '--client-auth none --scope openid --scope notes/read --redirect-uri http://localhost:8400/callback'
      const more =
        '--resource https://api.example.com --region eu-west-1 --endpoint http://127.0.0.1:9 --store plaintext'
      assert.deepEqual(await done(...shop, ...fields.split(' '), ...more.split(' ')), {
        name: 'shop',
        current: true,
        issuer: 'https://id.example.com',
        clientId: 'shop-cli',
        clientAuth: 'none',
        scopes: ['openid', 'notes/read'],
        redirectUris: ['http://localhost:8400/callback'],
        resource: 'https://api.example.com',
        region: 'eu-west-1',
        endpoint: 'http://127.0.0.1:9',
        store: 'plaintext',
      })
    })
    it('makes another one current when told to', async () => {
      await done(...shop)
      assert.equal((await done(...staff, '--use')).current, true)
      assert.equal((await done('show')).name, 'staff')
    })
    it('does not take a scope’s neighbour for a scope', async () => {
      const made = await done('create', '--scope', 'openid', 'shop', '--issuer', 'https://id.example.com')
      assert.deepEqual([made.name, made.scopes], ['shop', ['openid']])
    })
    it('stops with conflict when the name is taken, and changes nothing', async () => {
      await done(...shop)
      const {hints} = await fails(10, 'conflict', 'create', 'shop', '--issuer', 'https://other.example.com')
      assert.deepEqual(hints, ['authctl profile set shop', 'authctl profile show shop'])
      assert.equal((await done('show')).issuer, 'https://id.example.com')
    })
    it('asks for an issuer when nothing tells whom it is about', async () => {
      const ask = scriptedAsk(['--issuer', 'https://asked.example.com'])
      const {status, stdout} = await authctl({...world, ask}, 'profile', 'create', 'shop')
      ask.done()
      assert.equal(status, 0)
      assert.equal(stdout, 'profile  shop\nissuer   https://asked.example.com\ncurrent  yes\n')
    })
    it('names the flag where nobody may be asked', async () => {
      const {hints} = await fails(2, 'input_required', 'create', 'shop')
      assert.deepEqual(hints, ['pass --issuer'])
    })
    const nonsense: [string[], RegExp][] = [
      [['create', '../x', '--issuer', 'https://a.b'], /name must start/],
      [['create', 'CON', '--issuer', 'https://a.b'], /reserved by Windows/],
      [['create', 'direct', '--issuer', 'https://a.b'], /made of flags alone/],
      [['create', 'x', '--issuer', 'http://a.b'], /^--issuer must begin with https/],
      [['create', 'x', '--issuer', 'https://a.b?c'], /^--issuer must not contain a query/],
      [['create', 'x', '--issuer', 'https://a.b', '--scope', 'a b'], /^--scope must be one scope/],
      [['create', 'x', '--issuer', 'https://a.b', '--client-id', ''], /^--client-id must be one word/],
      [['create', 'x', '--issuer', 'https://a.b', '--redirect-uri', 'http://a.b'], /^--redirect-uri must begin/],
      [['create', 'x', '--user-pool-id', 'nonsense'], /^--user-pool-id must be a pool id/],
      [['create', 'x', '--issuer', 'https://a.b', '--store', 'disk'], /--store/],
      [['create', 'x', '--client-secret', 's3cr3t'], /^There is no flag --client-secret here/],
      [['create'], /^NAME is missing\.$/],
    ]
    for (const [argv, sentence] of nonsense)
      it(`refuses ${argv.join(' ')}`, async () => {
        const {message} = await fails(2, 'usage', ...argv)
        assert.match(message, sentence)
        assert.doesNotMatch(message, /s3cr3t/)
        assert.equal(existsSync(profilesPath(world)), false)
      })
  })

  describe('show', () => {
    it('tells where each field came from', async () => {
      await done(...staff)
      assert.deepEqual(await done('show', '--client-id', 'other'), {
        name: 'staff',
        userPoolId: 'eu-west-1_Staff1',
        clientId: 'other',
        region: 'eu-west-1',
        issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Staff1',
        sources: {
          name: 'user file',
          userPoolId: 'user file',
          clientId: 'flag',
          region: 'derived',
          issuer: 'derived',
        },
      })
    })
    it('says the same in words', async () => {
      await done(...staff)
      const {stdout} = await run('show', '--client-id', 'other')
      assert.equal(
        stdout,
        [
          'profile    staff',
          'issuer     https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Staff1  (derived)',
          'client     other  (flag)',
          'region     eu-west-1  (derived)',
          'user pool  eu-west-1_Staff1',
          '',
        ].join('\n'),
      )
    })
    it('shows what the project here wants, or a named one without it', async () => {
      await done(...shop)
      await done(...staff)
      const path = join(world.cwd, '.authctl.json')
      writeFileSync(path, JSON.stringify({profile: 'shop', scopes: ['openid']}))
      const {projectFile, sources} = await done('show')
      assert.deepEqual([projectFile, sources.name, sources.scopes], [path, 'project file', 'project file'])
      assert.deepEqual((await done('show', 'shop')).scopes, undefined)
    })
    it('stops at an unknown name, with the near ones', async () => {
      await done(...shop)
      await done(...staff)
      const {message, hints} = await fails(2, 'profile_not_found', 'show', 'shpo')
      assert.match(message, /no profile “shpo”\. Did you mean “shop”\?/)
      assert.deepEqual(hints, ['authctl profile list'])
      assert.match((await fails(2, 'profile_not_found', 'show', 'constructor')).message, /“constructor”/)
    })
  })

  describe('set', () => {
    it('merges', async () => {
      await done(...shop, '--scope', 'openid')
      assert.deepEqual(await done('set', 'shop', '--client-id', 'new', '--resource', 'urn:x'), {
        name: 'shop',
        current: true,
        issuer: 'https://id.example.com',
        clientId: 'new',
        scopes: ['openid'],
        resource: 'urn:x',
      })
    })
    it('unsets', async () => {
      await done(...shop, '--scope', 'openid', '--resource', 'urn:x')
      assert.deepEqual(await done('set', 'shop', '--unset', 'scope', '--unset', 'clientId', '--unset', 'resource'), {
        name: 'shop',
        current: true,
        issuer: 'https://id.example.com',
      })
    })
    it('lets a new pool bring its own issuer', async () => {
      await done(...shop, '--region', 'eu-west-1')
      const changed = await done('set', 'shop', '--user-pool-id', 'us-east-2_New1')
      assert.deepEqual([changed.issuer, changed.region], [undefined, undefined])
      assert.equal((await done('show')).issuer, 'https://cognito-idp.us-east-2.amazonaws.com/us-east-2_New1')
    })
    it('adds APIs, changes one, and removes one', async () => {
      await done(...shop)
      const notes = [
        '--api',
        'notes',
        '--url',
        'https://api.example.com/graphql',
        '--kind',
        'graphql',
        '--auth',
        'userPool',
      ]
      await done('set', 'shop', ...notes)
      await done(
        'set',
        'shop',
        '--api',
        'files',
        '--url',
        'https://files.example.com',
        '--kind',
        'rest',
        '--auth',
        'iam',
      )
      assert.deepEqual((await done('set', 'shop', '--api', 'notes', '--token', 'id')).apis, {
        notes: {kind: 'graphql', url: 'https://api.example.com/graphql', auth: 'userPool', token: 'id'},
        files: {kind: 'rest', url: 'https://files.example.com', auth: 'iam'},
      })
      assert.match((await run('show')).stdout, /^APIs +notes: graphql https:\S+ \(userPool, id token\)\n +files: rest/m)
      assert.deepEqual(Object.keys((await done('set', 'shop', '--unset', 'apis.notes')).apis), ['files'])
      assert.equal((await done('set', 'shop', '--unset', 'apis.files')).apis, undefined)
    })
    it('asks what a new API lacks', async () => {
      await done(...shop)
      const ask = scriptedAsk(['--url', 'https://api.example.com'], ['--kind', 'rest'], ['--auth', 'oidc'])
      const {status} = await authctl({...world, ask}, 'profile', 'set', 'shop', '--api', 'notes')
      ask.done()
      assert.equal(status, 0)
      assert.deepEqual((await done('show')).apis, {notes: {kind: 'rest', url: 'https://api.example.com', auth: 'oidc'}})
    })
    it('changes nothing when the person gives up', async () => {
      await done(...shop)
      const ask = scriptedAsk(['--url', 'https://api.example.com'], ['--kind', new Failure('cancelled', 'Cancelled.')])
      const {status} = await authctl({...world, ask}, 'profile', 'set', 'shop', '--api', 'notes', '--client-id', 'new')
      ask.done()
      assert.equal(status, 130)
      assert.equal((await done('show')).clientId, 'shop-cli')
    })
    const nonsense: [string[], string, RegExp][] = [
      [['set', 'nobody', '--client-id', 'x'], 'profile_not_found', /no profile “nobody”/],
      [['set', 'shop', '--unset', 'shoes'], 'usage', /no field “shoes” to unset/],
      [['set', 'shop', '--unset', 'apis.notes'], 'usage', /no API “notes”/],
      [['set', 'shop', '--url', 'https://x.y'], 'usage', /--api/],
      [['set', 'shop', '--api', 'notes', '--url', 'http://x.y'], 'usage', /^The API notes\.url must begin with https/],
      [['set', 'shop', '--api', '../x', '--url', 'https://x.y'], 'usage', /must start with a letter/],
      [['set', 'shop', '--api', 'notes', '--url', 'https://x.y'], 'input_required', /--kind/],
    ]
    for (const [argv, code, sentence] of nonsense)
      it(`refuses ${argv.join(' ')}`, async () => {
        await done(...shop)
        assert.match((await fails(2, code, ...argv)).message, sentence)
      })
  })

  describe('use', () => {
    it('changes what is used', async () => {
      await done(...shop)
      await done(...staff)
      assert.equal((await run('use', 'staff')).stdout, 'Using the profile staff.\n')
      assert.equal((await done('show')).name, 'staff')
    })
    it('stops at an unknown name', async () => {
      await fails(2, 'profile_not_found', 'use', 'nobody')
    })
  })

  describe('a client secret', () => {
    const secretOf = async (name: string) => readClientSecret(world, await resolveProfile(world, {profile: name}))
    const withInput = (input: string, ...argv: string[]) =>
      authctl({...world, terminal: silentTerminal(input)}, 'profile', ...argv, '--client-secret-stdin', '--json')
    it('comes by standard input, and is kept for this issuer and client only', async () => {
      const made = await withInput('s3cr3t\n', ...staff, '--store', 'plaintext')
      assert.equal(made.status, 0, made.stdout)
      assert.doesNotMatch(made.stdout + made.stderr + readFileSync(profilesPath(world), 'utf8'), /s3cr3t/)
      assert.equal(await secretOf('staff'), 's3cr3t')
      await done('set', 'staff', '--client-id', 'another')
      assert.equal(await secretOf('staff'), undefined)
      await withInput('n3w', 'set', 'staff')
      assert.equal(await secretOf('staff'), 'n3w')
    })
    it('goes with its profile', async () => {
      await withInput('s3cr3t', ...staff, '--store', 'plaintext')
      await done('delete', 'staff', '--yes')
      await done(...staff, '--store', 'plaintext')
      assert.equal(await secretOf('staff'), undefined)
    })
    for (const input of ['', '\n', 'two\nlines'])
      it(`is refused as ${JSON.stringify(input)}`, async () => {
        const {status, json} = await withInput(input, ...staff, '--store', 'plaintext')
        assert.deepEqual([status, json().error.code, existsSync(profilesPath(world))], [2, 'usage', false])
      })
    it('that cannot be kept leaves no profile behind', async () => {
      const {status, json} = await withInput('s3cr3t', ...staff)
      assert.deepEqual([status, json().error.code, existsSync(profilesPath(world))], [2, 'storage_unavailable', false])
    })
  })

  describe('delete', () => {
    it('asks, and keeps the profile on no', async () => {
      await done(...shop)
      const ask = scriptedAsk(['--yes', false])
      const {stdout, status} = await authctl({...world, ask}, 'profile', 'delete', 'shop')
      ask.done()
      assert.deepEqual([status, stdout], [0, 'The profile shop stays.\n'])
      assert.equal((await done('list')).profiles.length, 1)
    })
    it('forgets it, and then none is current', async () => {
      await done(...shop)
      await done(...staff)
      assert.deepEqual(await done('delete', 'shop', '--yes'), {name: 'shop', deleted: true})
      const {hints} = await fails(2, 'profile_not_found', 'show')
      assert.equal(hints[0], 'authctl profile use staff')
    })
    it('names the flag where nobody may be asked', async () => {
      await done(...shop)
      const {hints} = await fails(2, 'input_required', 'delete', 'shop')
      assert.deepEqual(hints, ['pass --yes'])
    })
    it('says whose sessions are still kept', async () => {
      await done(...shop)
      const profile = await resolveProfile(world, {})
      await saveSession(world, profile, 'ada', adasTokens(), 'plaintext')
      await saveSession(world, {name: 'shop2'}, 'eve', adasTokens(), 'plaintext')
      assert.deepEqual(await done('delete', 'shop', '--yes'), {name: 'shop', deleted: true, sessions: ['ada']})
    })
    it('stops at an unknown name before asking', async () => {
      await fails(2, 'profile_not_found', 'delete', 'nobody')
    })
  })

  it('names the file when it is broken, and leaves it', async () => {
    await done(...shop)
    writeFileSync(profilesPath(world), '{')
    for (const argv of [['list'], ['show'], ['use', 'shop'], staff]) {
      const {message} = await fails(2, 'config_invalid', ...argv)
      assert.match(message, /profiles\.json cannot be used: it is not valid JSON\./)
    }
  })
})
