import assert from 'node:assert/strict'
import {execFile, execFileSync} from 'node:child_process'
import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {Failure} from '../../src/lib/failure.ts'
import {wrongName} from '../../src/lib/profile/name.ts'
import type {Profile} from '../../src/lib/profile/profile.ts'
import {findProject} from '../../src/lib/profile/project.ts'
import {explainProfile, resolveProfile} from '../../src/lib/profile/resolve.ts'
import {changeProfiles, profilesPath, readProfiles, writeProfiles} from '../../src/lib/profile/store.ts'
import {type TestWorld, testWorld} from '../support/world.ts'

const shop: Profile = {name: 'shop', issuer: 'https://id.example.com', clientId: 'shop-cli', scopes: ['openid']}
const staff: Profile = {name: 'staff', userPoolId: 'eu-west-1_Staff1', clientId: 'staff-cli'}

describe('profiles', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  const keep = (...kept: Profile[]) =>
    writeProfiles(world, {current: 'shop', profiles: new Map(kept.map(profile => [profile.name, profile]))})
  const project = (document: unknown, folder = world.cwd) =>
    writeFileSync(join(folder, '.authctl.json'), typeof document === 'string' ? document : JSON.stringify(document))
  const stops = async (work: Promise<unknown>, code: string, sentence: RegExp) => {
    const failure = await work.then(
      value => assert.fail(`nothing stopped it: ${JSON.stringify(value)}`),
      (error: unknown) => error,
    )
    assert.ok(failure instanceof Failure, String(failure))
    assert.equal(failure.code, code)
    assert.match(failure.message, sentence)
    return failure
  }

  describe('the user file', () => {
    it('holds nothing before it is written', async () => {
      assert.deepEqual(await readProfiles(world), {profiles: new Map()})
    })
    it('gives back what was written', async () => {
      await keep(shop, staff)
      assert.deepEqual(await readProfiles(world), {
        current: 'shop',
        profiles: new Map([
          ['shop', shop],
          ['staff', staff],
        ]),
      })
    })
    it('is for its owner alone, whatever the umask', async () => {
      const umask = process.umask(0)
      try {
        await keep(shop)
      } finally {
        process.umask(umask)
      }
      assert.equal(statSync(profilesPath(world)).mode & 0o777, 0o600)
      assert.equal(statSync(world.folders.config).mode & 0o777, 0o700)
    })
    it('loses nothing when several processes add to it at once', async () => {
      const module = (path: string) => JSON.stringify(new URL(`../../src/lib/${path}`, import.meta.url).href)
      const script = `
        const {createProfile} = await import(${module('profile/edit.ts')})
        const {systemClock: clock} = await import(${module('world/node/clock.ts')})
        const {signal: cancelled} = new AbortController()
        const [name, config] = process.argv.slice(1)
        const world = {folders: {config}, clock, cancelled}
        await Promise.all(['a', 'b', 'c'].map(end => createProfile(world, name + end, {issuer: 'https://a.b'})))`
      const names = ['x', 'y', 'z']
      await Promise.all(
        names.map(name =>
          promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, name, world.folders.config]),
        ),
      )
      const {profiles} = await readProfiles(world)
      assert.deepEqual(
        [...profiles.keys()].sort(),
        names.flatMap(name => [`${name}a`, `${name}b`, `${name}c`]),
      )
      assert.deepEqual(readdirSync(world.folders.config), ['profiles.json'])
    })
    it('is not written through a link', async () => {
      mkdirSync(world.folders.config, {mode: 0o700})
      const elsewhere = join(world.cwd, 'elsewhere.json')
      writeFileSync(elsewhere, '{"version": 1}')
      symlinkSync(elsewhere, profilesPath(world))
      await stops(keep(shop), 'storage_failed', /not a regular file/)
      assert.equal(readFileSync(elsewhere, 'utf8'), '{"version": 1}')
    })
    it('is replaced, leaving nothing beside it', async () => {
      await keep(shop)
      await changeProfiles(world, ({profiles}) => ({profiles}))
      assert.deepEqual(readdirSync(world.folders.config), ['profiles.json'])
    })

    const broken: [string, unknown, RegExp][] = [
      ['is empty', '', /profiles\.json cannot be used: it is empty\./],
      ['is cut short', '{"version": 1, "prof', /it is not valid JSON/],
      ['is a list', '[]', /it must be a JSON object/],
      ['is of another version', {version: 2}, /its version is 2/],
      ['says no version', {}, /its version is missing/],
      ['lists profiles', {version: 1, profiles: []}, /profiles must be an object/],
      ['has a foreign part', {version: 1, extra: 1}, /“extra” is unknown/],
      ['has a current that is no name', {version: 1, current: 5}, /current must be a text/],
      ['names a profile outside its folder', {version: 1, profiles: {'../x': {}}}, /the profile name “\.\.\/x” must/],
      ['has a profile that is a list', {version: 1, profiles: {a: []}}, /in the profile “a”, it must be an object/],
      ['has a profile that is null', {version: 1, profiles: {a: null}}, /in the profile “a”, it must be an object/],
      ['has an issuer without TLS', {version: 1, profiles: {a: {issuer: 'http://x.y'}}}, /“a”, issuer must begin/],
      ['has a number for a client', {version: 1, profiles: {a: {clientId: 5}}}, /clientId must be a text/],
      ['misspells a field', {version: 1, profiles: {a: {clientid: 'x'}}}, /clientid is no field/],
      ['keeps a secret', {version: 1, profiles: {a: {clientSecret: 's3cr3t'}}}, /clientSecret looks like a secret/],
      ['has an odd store', {version: 1, profiles: {a: {store: 'disk'}}}, /store must be one of keyring, encrypted/],
      ['has an API without URL', {version: 1, profiles: {a: {apis: {n: {kind: 'rest'}}}}}, /apis\.n\.url is missing/],
      ['has a scope of two', {version: 1, profiles: {a: {scopes: ['x', 'a b']}}}, /scopes\.1 must be one scope/],
    ]
    for (const [what, document, sentence] of broken)
      it(`is refused by name, and kept, when it ${what}`, async () => {
        const text = typeof document === 'string' ? document : JSON.stringify(document)
        mkdirSync(world.folders.config)
        writeFileSync(profilesPath(world), text)
        const {message} = await stops(readProfiles(world), 'config_invalid', sentence)
        assert.ok(message.startsWith(profilesPath(world)), message)
        assert.doesNotMatch(message, /s3cr3t/)
        assert.equal(readFileSync(profilesPath(world), 'utf8'), text)
      })
    for (const [what, make] of [
      ['a folder', path => mkdirSync(path)],
      ['a pipe', path => execFileSync('mkfifo', [path])],
      ['a device without end', path => symlinkSync('/dev/zero', path)],
    ] as [string, (path: string) => void][]) {
      it(`says so at once when it is ${what}`, async () => {
        mkdirSync(world.folders.config)
        make(profilesPath(world))
        await stops(readProfiles(world), 'config_invalid', /profiles\.json cannot be read: it is no regular file\./)
      })
      it(`says so at once when a project’s is ${what}`, async () => {
        make(join(world.cwd, '.authctl.json'))
        await stops(findProject(world.cwd), 'config_invalid', /\.authctl\.json cannot be read: it is no regular file\./)
      })
    }
    it('says so when a file is where its folder should be, in the words of whoever writes', async () => {
      writeFileSync(world.folders.config, '')
      const read = await stops(readProfiles(world), 'storage_failed', /config is in the way: it is not a folder\./)
      const written = await stops(writeProfiles(world, {profiles: new Map()}), 'storage_failed', /not a folder/)
      assert.equal(read.message, written.message)
    })
  })

  describe('which one is used', () => {
    it('is the current one', async () => {
      await keep(shop, staff)
      assert.deepEqual(await resolveProfile(world, {}), shop)
    })
    it('is the one a flag names, with issuer and region of its pool', async () => {
      await keep(shop, staff)
      assert.deepEqual(await explainProfile(world, {profile: 'staff'}), {
        profile: {
          ...staff,
          region: 'eu-west-1',
          issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Staff1',
        },
        sources: {
          name: 'flag',
          userPoolId: 'user file',
          clientId: 'user file',
          region: 'derived',
          issuer: 'derived',
        },
      })
    })
    it('beats: flag, environment, project, user', async () => {
      await keep(shop, staff, {...shop, name: 'third'})
      const name = async (flags: object, env: object) => (await resolveProfile({...world, env: {...env}}, flags)).name
      assert.equal(await name({}, {}), 'shop')
      project({profile: 'staff'})
      assert.equal(await name({}, {}), 'staff')
      assert.equal(await name({}, {AUTHCTL_PROFILE: 'third'}), 'third')
      assert.equal(await name({profile: 'shop'}, {AUTHCTL_PROFILE: 'third'}), 'shop')
    })
    it('leaves a pool behind for another issuer, and keeps it for its own', async () => {
      await keep(shop, {...staff, endpoint: 'http://127.0.0.1:9229'})
      const {userPoolId, endpoint, region, ...other} = await resolveProfile(world, {
        profile: 'staff',
        issuer: 'https://id.example',
      })
      assert.deepEqual(
        [userPoolId, endpoint, region, other.issuer],
        [undefined, undefined, undefined, 'https://id.example'],
      )
      const issuer = `https://issuer-cognito-idp.eu-west-1.amazonaws.com/${staff.userPoolId}`
      const own = await resolveProfile(world, {profile: 'staff', issuer})
      assert.deepEqual([own.userPoolId, own.issuer], [staff.userPoolId, issuer])
    })
    it('takes single fields from flags and the environment', async () => {
      await keep(shop)
      const env = {AUTHCTL_CLIENT_ID: 'from-env', AUTHCTL_REGION: 'eu-north-1'}
      // The base command hands the environment's values over as flags.
      const flags = {region: 'eu-north-1', 'client-id': 'from-flag'}
      assert.deepEqual(await explainProfile({...world, env}, flags), {
        profile: {...shop, clientId: 'from-flag', region: 'eu-north-1'},
        sources: {
          name: 'user file',
          issuer: 'user file',
          scopes: 'user file',
          clientId: 'flag',
          region: 'environment',
        },
      })
    })
    it('needs no profile when flags say whom', async () => {
      assert.deepEqual(await resolveProfile(world, {issuer: 'https://id.example.com', 'client-id': 'x'}), {
        name: 'direct',
        issuer: 'https://id.example.com',
        clientId: 'x',
      })
    })
    it('drops the issuer and region of the pool that a flag replaces', async () => {
      await keep({...staff, name: 'shop', issuer: 'https://old.example.com', region: 'eu-west-1'})
      const {issuer, region} = await resolveProfile(world, {'user-pool-id': 'cn-north-1_New1'})
      assert.deepEqual(
        {issuer, region},
        {
          issuer: 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_New1',
          region: 'cn-north-1',
        },
      )
    })
    it('keeps the region and the issuer that stand beside a pool on one line', async () => {
      await keep({...staff, name: 'shop', region: 'eu-west-1'})
      const pool = {'user-pool-id': 'local_Pool1'}
      assert.equal((await resolveProfile(world, {...pool, region: 'eu-north-1'})).region, 'eu-north-1')
      assert.equal((await resolveProfile(world, {...pool, issuer: 'https://x.example'})).issuer, 'https://x.example')
      const env = {AUTHCTL_USER_POOL_ID: 'local_Pool1', AUTHCTL_REGION: 'eu-north-1'}
      assert.equal((await resolveProfile({...world, env}, {})).region, 'eu-north-1')
    })
    it('finds the issuer of a local pool at its endpoint', async () => {
      const flags = {'user-pool-id': 'us-east-1_LocalPool', endpoint: 'http://127.0.0.1:4000/'}
      assert.equal((await resolveProfile(world, flags)).issuer, 'http://127.0.0.1:4000/us-east-1_LocalPool')
    })
    it('stops when there is none, and says how to begin', async () => {
      const {hints} = await stops(resolveProfile(world, {}), 'profile_not_found', /No profile says whom/)
      assert.deepEqual(hints, ['authctl init', 'authctl emulator start'])
    })
    it('stops when none is chosen', async () => {
      await writeProfiles(world, {profiles: new Map([['shop', shop]])})
      const {hints} = await stops(resolveProfile(world, {}), 'profile_not_found', /No profile is chosen/)
      assert.deepEqual(hints, ['authctl profile use shop', 'authctl profile list', 'authctl init'])
    })
    it('stops at flags that make no sense, naming them', async () => {
      await keep(shop)
      await stops(resolveProfile(world, {issuer: 'nonsense'}), 'usage', /^--issuer is not a URL\.$/)
      await stops(resolveProfile(world, {'user-pool-id': 'x/y'}), 'usage', /^--user-pool-id must be a pool id/)
      await stops(resolveProfile(world, {profile: '../../x'}), 'usage', /profile's name must start/)
    })
  })

  describe('a project file', () => {
    it('is found from a folder below', async () => {
      await keep(shop, staff)
      project({profile: 'staff'})
      const cwd = join(world.cwd, 'a', 'b')
      mkdirSync(cwd, {recursive: true})
      const {profile, projectFile} = await explainProfile({...world, cwd}, {})
      assert.deepEqual(
        {name: profile.name, projectFile},
        {name: 'staff', projectFile: join(world.cwd, '.authctl.json')},
      )
    })
    it('may ask a profile of the user for other scopes', async () => {
      await keep(shop)
      project({profile: 'shop', issuer: shop.issuer, scopes: ['openid', 'notes/read']})
      const {profile, sources} = await explainProfile(world, {})
      assert.deepEqual(profile, {...shop, scopes: ['openid', 'notes/read']})
      assert.equal(sources.scopes, 'project file')
    })
    const redirections: [string, object][] = [
      ['issuer', {issuer: 'https://evil.example'}],
      ['clientId', {clientId: 'evil'}],
      ['endpoint', {endpoint: 'http://127.0.0.1:1'}],
      ['redirectUris', {redirectUris: ['https://evil.example']}],
      ['apis', {apis: {notes: {kind: 'graphql', url: 'https://evil.example', auth: 'oidc'}}}],
    ]
    for (const [field, fields] of redirections)
      it(`cannot change the ${field} of a profile of the user`, async () => {
        await keep(shop)
        project({profile: 'shop', ...fields})
        await stops(
          resolveProfile(world, {}),
          'config_invalid',
          new RegExp(`another ${field} than your profile “shop”`),
        )
        await stops(resolveProfile(world, {profile: 'shop'}), 'config_invalid', /cannot change a profile of yours/)
      })
    it('does not concern a profile that somebody else names', async () => {
      await keep(shop, staff)
      project({profile: 'shop', issuer: 'https://evil.example'})
      assert.equal((await resolveProfile(world, {profile: 'staff'})).name, 'staff')
    })
    it('is a profile of its own, found from no other checkout', async () => {
      const fields = {issuer: 'https://id.example.com', clientId: 'notes'}
      const folders = ['one', 'two'].map(name => join(world.cwd, name))
      const names = await Promise.all(
        folders.map(async cwd => {
          mkdirSync(cwd)
          project(fields, cwd)
          const {profile, sources} = await explainProfile({...world, cwd}, {})
          assert.match(profile.name, /^project-[0-9a-f]{12}$/)
          assert.deepEqual(profile, {name: profile.name, ...fields})
          assert.deepEqual(sources, {name: 'project file', issuer: 'project file', clientId: 'project file'})
          assert.deepEqual(await resolveProfile({...world, cwd}, {profile: profile.name}), profile)
          return profile.name
        }),
      )
      assert.notEqual(names[0], names[1])
    })
    it('that describes a profile the user lacks is made the user’s by one command', async () => {
      project({profile: 'notes', issuer: 'https://id.example.com/$(x)', clientId: 'notes'})
      const {hints} = await stops(resolveProfile(world, {}), 'profile_not_found', /asks for the profile “notes”/)
      assert.deepEqual(hints, ["authctl profile create notes --issuer 'https://id.example.com/$(x)' --client-id notes"])
    })
    const refused: [string, unknown, RegExp][] = [
      ['is broken', '{', /\.authctl\.json cannot be used: it is not valid JSON/],
      ['holds a secret', {issuer: 'https://x.y', clientSecret: 's3cr3t'}, /clientSecret looks like a secret/],
      ['chooses where tokens are kept', {profile: 'shop', store: 'plaintext'}, /store is for the user/],
      ['sends administration elsewhere', {endpoint: 'https://evil.example'}, /endpoint may only name this machine/],
      ['has a name that climbs', {profile: '../x'}, /the profile name must start/],
      ['has a name that is none', {profile: 7}, /profile must be a name/],
    ]
    for (const [what, document, sentence] of refused)
      it(`is refused when it ${what}`, async () => {
        await keep(shop)
        project(document)
        const {message} = await stops(resolveProfile(world, {}), 'config_invalid', sentence)
        assert.doesNotMatch(message, /s3cr3t/)
      })
    it('that is empty says nothing', async () => {
      await keep(shop)
      project({})
      assert.deepEqual(await resolveProfile(world, {}), shop)
    })
  })

  describe('names', () => {
    const table: Record<string, boolean> = {
      a: true,
      'Demo-1.eu_x': true,
      ['x'.repeat(64)]: true,
      conrad: true,
      console: true,
      '': false,
      '.': false,
      '..': false,
      '.x': false,
      '-x': false,
      'a/b': false,
      'a\\b': false,
      'a\0b': false,
      'a b': false,
      é: false,
      ['x'.repeat(65)]: false,
      CON: false,
      con: false,
      'nul.txt': false,
      COM1: false,
      'lpt9.x': false,
      'x.': false,
      'a\n': false,
      __proto__x: false,
    }
    for (const [name, fine] of Object.entries(table))
      it(`${fine ? 'takes' : 'refuses'} ${JSON.stringify(name.slice(0, 20))} (${name.length})`, () => {
        assert.equal(wrongName(name) === undefined, fine)
      })
  })
})
