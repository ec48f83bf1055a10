import assert from 'node:assert/strict'
import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {failedWith} from '../../../src/lib/failure.ts'
import type {Profile, Store} from '../../../src/lib/profile/profile.ts'
import {forgetClientSecret, readClientSecret, saveClientSecret} from '../../../src/lib/session/client-secrets.ts'
import {assertStoreUsable, freshTokens, readSession, saveSession} from '../../../src/lib/session/sessions.ts'
import {adasTokens, memoryKeyring} from '../../support/sessions.ts'
import {silentTerminal, type TestWorld, testWorld} from '../../support/world.ts'

const profile: Profile = {name: 'work', issuer: 'https://issuer.example/pool', clientId: 'web'}

describe('kept sessions', () => {
  let world: TestWorld
  let folder: string
  beforeEach(() => {
    world = testWorld({keyring: memoryKeyring(), env: {AUTHCTL_PASSPHRASE: 'correct horse'}})
    folder = join(world.folders.data, 'sessions')
  })
  afterEach(() => world.dispose())
  const files = () => readdirSync(folder).map(name => join(folder, name))
  const onlyFile = () => {
    const [one, ...rest] = files()
    assert.deepEqual(rest, [])
    return one!
  }

  for (const store of ['keyring', 'encrypted', 'plaintext'] as const) {
    it(`come back from the store ${store} as they went in`, async () => {
      const tokens = adasTokens()
      const saved = await saveSession(world, profile, 'default', tokens, store)
      assert.deepEqual(await readSession(world, profile, 'default'), saved)
      assert.deepEqual(await freshTokens(world, profile, 'default'), tokens)
      const {username, groups, storage} = saved
      assert.deepEqual({username, groups, storage}, {username: 'ada', groups: ['admins'], storage: store})
    })
    it(`are replaced in the store ${store} by the next sign-in`, async () => {
      await saveSession(world, profile, 'default', adasTokens(), 'plaintext')
      const next = adasTokens()
      await saveSession(world, profile, 'default', next, store)
      assert.deepEqual((await readSession(world, profile, 'default'))?.tokenSet, next)
      assert.equal(files().length, 1)
    })
    it(`lie in the store ${store} in one file of mode 0600 in a folder of mode 0700`, async () => {
      const umask = process.umask(0)
      try {
        await saveSession(world, profile, 'default', adasTokens(), store)
      } finally {
        process.umask(umask)
      }
      const modes = [onlyFile(), folder, world.folders.data].map(path => statSync(path).mode & 0o777)
      assert.deepEqual(modes, [0o600, 0o700, 0o700])
    })
    it(`keep a client secret in the store ${store}, for its issuer and client only`, async () => {
      const client = {...profile, store}
      await saveClientSecret(world, client, 'client-secret-canary')
      assert.equal(await readClientSecret(world, client), 'client-secret-canary')
      assert.equal(await readClientSecret(world, {...client, clientId: 'other'}), undefined)
      assert.equal(await readClientSecret(world, {...client, issuer: 'https://evil.example'}), undefined)
      assert.equal(await forgetClientSecret(world, client), true)
      assert.equal(await readClientSecret(world, client), undefined)
      assert.deepEqual(files(), [])
    })
  }

  it('leave no token in any file, and none in the keyring, unless the store is plaintext', async () => {
    for (const store of ['keyring', 'encrypted'] as const) {
      const tokens = adasTokens()
      await saveSession(world, profile, store, tokens, store)
      await saveClientSecret(world, {...profile, name: store, store}, 'client-secret-canary')
      const keyring = world.keyring as ReturnType<typeof memoryKeyring>
      const text = [...files().map(path => readFileSync(path, 'utf8')), ...keyring.entries.values()].join('\n')
      for (const secret of [tokens.accessToken, tokens.idToken!, tokens.refreshToken!, 'client-secret-canary'])
        for (const form of [secret, secret.split('.').at(-1)!, Buffer.from(secret).toString('base64').slice(0, 40)])
          assert.ok(!text.includes(form), `${store} shows ${form}`)
    }
  })

  it('are encrypted under a new nonce each time', async () => {
    const tokens = adasTokens()
    const seen = new Set<string>()
    for (let n = 0; n < 5; n++) {
      await saveSession(world, profile, 'default', tokens, 'keyring')
      seen.add(JSON.parse(readFileSync(onlyFile(), 'utf8')).sealed.nonce)
    }
    assert.equal(seen.size, 5)
  })

  it('use one key for all sessions of a data folder, however many begin at once', async () => {
    await Promise.all(
      ['a', 'b', 'c', 'd'].map(identity => saveSession(world, profile, identity, adasTokens(), 'keyring')),
    )
    const {entries} = world.keyring as ReturnType<typeof memoryKeyring>
    assert.equal(entries.size, 1)
    assert.equal(Buffer.from([...entries.values()][0]!, 'base64').length, 32)
    for (const identity of ['a', 'b', 'c', 'd']) assert.ok(await readSession(world, profile, identity))
  })

  it('keep identities apart, those that differ in capitals too', async () => {
    const [one, two] = [adasTokens(), adasTokens()]
    await saveSession(world, profile, 'ada', one, 'plaintext')
    await saveSession(world, profile, 'Ada', two, 'plaintext')
    assert.deepEqual((await readSession(world, profile, 'ada'))?.tokenSet, one)
    assert.deepEqual((await readSession(world, profile, 'Ada'))?.tokenSet, two)
    assert.equal(new Set(files().map(path => path.toLowerCase())).size, 2)
  })

  it('are nothing at all in the store none', async () => {
    await saveSession(world, profile, 'default', adasTokens(), 'none')
    assert.equal(await readSession(world, profile, 'default'), undefined)
    await assert.rejects(
      freshTokens(world, {...profile, store: 'none'}, 'default'),
      error => failedWith(error, 'not_signed_in') && error.message.includes('store none'),
    )
  })

  for (const name of ['../../x', 'a/b', 'a\\b', '', '.', '..', 'a\0b', 'x'.repeat(300), 'CON', 'nul.txt', 'end.', '-x'])
    it(`refuse the name ${JSON.stringify(name.slice(0, 12))}`, async () => {
      const usage = (error: unknown) => failedWith(error, 'usage')
      await assert.rejects(saveSession(world, {name}, 'default', adasTokens(), 'plaintext'), usage)
      await assert.rejects(saveSession(world, profile, name, adasTokens(), 'plaintext'), usage)
      await assert.rejects(saveClientSecret(world, {...profile, name, store: 'plaintext'}, 'x'), usage)
    })

  describe('that cannot be read', () => {
    const changed = async (store: Store, change: (file: any) => unknown) => {
      await saveSession(world, profile, 'default', adasTokens(), store)
      const file = JSON.parse(readFileSync(onlyFile(), 'utf8'))
      writeFileSync(onlyFile(), JSON.stringify(change(file) ?? file))
      const before = readFileSync(onlyFile(), 'utf8')
      return {
        refusedWith: async (code: 'storage_failed' | 'storage_unavailable') => {
          await assert.rejects(
            readSession(world, profile, 'default'),
            error => failedWith(error, code) && error.message.includes(onlyFile()),
          )
          assert.equal(readFileSync(onlyFile(), 'utf8'), before)
        },
      }
    }
    for (const [what, content] of [
      ['empty', ''],
      ['cut short', '{"version":1,"la'],
      ['not JSON', 'tokens!'],
      ['an array', '[]'],
      ['of another version', '{"version":2}'],
      ['without its parts', '{"version":1,"label":{},"sealed":{}}'],
    ] as const)
      it(`are told by their path and kept: ${what}`, async () => {
        await saveSession(world, profile, 'default', adasTokens(), 'plaintext')
        writeFileSync(onlyFile(), content)
        await assert.rejects(
          freshTokens(world, profile, 'default'),
          error => failedWith(error, 'storage_failed') && error.message.includes(onlyFile()),
        )
        assert.equal(readFileSync(onlyFile(), 'utf8'), content)
      })

    for (const store of ['keyring', 'encrypted'] as const) {
      for (const [what, change] of [
        ['issuer', (file: any) => ({...file, label: {...file.label, issuer: 'https://evil.example'}})],
        ['client', (file: any) => ({...file, label: {...file.label, clientId: 'other'}})],
        ['time', (file: any) => ({...file, label: {...file.label, savedAt: '2099-01-01T00:00:00.000Z'}})],
        ['nonce', (file: any) => ({...file, sealed: {...file.sealed, nonce: Buffer.alloc(12).toString('base64')}})],
        [
          'content',
          (file: any) => ({...file, sealed: {...file.sealed, ciphertext: Buffer.alloc(64).toString('base64')}}),
        ],
      ] as const)
        it(`notice in the store ${store} that the ${what} was changed`, async () => {
          const file = await changed(store, change)
          await file.refusedWith(store === 'keyring' ? 'storage_failed' : 'storage_unavailable')
        })
    }

    it('cannot be moved to another profile or identity', async () => {
      await saveSession(world, profile, 'default', adasTokens(), 'keyring')
      const text = readFileSync(onlyFile(), 'utf8')
      await saveSession(world, profile, 'other', adasTokens(), 'keyring')
      const other = files().find(path => path.includes('+other'))!
      writeFileSync(other, text)
      await assert.rejects(readSession(world, profile, 'other'), error => failedWith(error, 'storage_failed'))
      const relabelled = JSON.parse(text)
      relabelled.label.identity = 'other'
      writeFileSync(other, JSON.stringify(relabelled))
      await assert.rejects(readSession(world, profile, 'other'), error => failedWith(error, 'storage_failed'))
    })

    for (const derivation of [
      undefined,
      {salt: 'AAAAAAAAAAAAAAAAAAAAAA==', n: 2, r: 8, p: 1},
      {salt: 'AAAAAAAAAAAAAAAAAAAAAA==', n: 2 ** 30, r: 8, p: 1},
      {salt: 'AAAAAAAAAAAAAAAAAAAAAA==', n: 2 ** 16, r: 800, p: 1},
    ])
      it(`refuse to make a key as ${JSON.stringify(derivation)}`, async () => {
        const file = await changed('encrypted', all => ({...all, sealed: {...all.sealed, derivation}}))
        await file.refusedWith('storage_failed')
      })

    it('say that the keyring lost the key, and are not given up', async () => {
      await saveSession(world, profile, 'default', adasTokens(), 'keyring')
      const lost = {...world, keyring: memoryKeyring()}
      await assert.rejects(
        readSession(lost, profile, 'default'),
        error => failedWith(error, 'storage_unavailable') && error.hints.includes('authctl login --profile work'),
      )
      assert.ok(await readSession(world, profile, 'default'))
    })

    it('say that the passphrase is another', async () => {
      await saveSession(world, profile, 'default', adasTokens(), 'encrypted')
      await assert.rejects(readSession({...world, env: {AUTHCTL_PASSPHRASE: 'wrong'}}, profile, 'default'), error =>
        failedWith(error, 'storage_unavailable'),
      )
    })
  })

  describe('a store is tried before a server is asked', () => {
    const err = () => {
      const said: string[] = []
      return {said, terminal: {...silentTerminal(), err: (text: string) => said.push(text)}}
    }
    it('keyring: with a round trip that leaves nothing behind', async () => {
      await assertStoreUsable(world, 'keyring')
      assert.equal((world.keyring as ReturnType<typeof memoryKeyring>).entries.size, 0)
    })
    it('keyring: refuses one that is absent, or forgets, and never uses another store', async () => {
      const bare = testWorld()
      await assert.rejects(assertStoreUsable(bare, 'keyring'), error => failedWith(error, 'storage_unavailable'))
      await assert.rejects(saveSession(bare, profile, 'default', adasTokens(), 'keyring'), error =>
        failedWith(error, 'storage_unavailable'),
      )
      assert.deepEqual(readdirSync(join(bare.folders.data, 'sessions')), [])
      bare.dispose()
      const forgetful = {...world, keyring: {...memoryKeyring(), read: async () => undefined}}
      await assert.rejects(assertStoreUsable(forgetful, 'keyring'), error => failedWith(error, 'storage_unavailable'))
    })
    it('encrypted: names the flag where nobody can be asked', async () => {
      await assert.rejects(
        assertStoreUsable({...world, env: {}}, 'encrypted'),
        error => failedWith(error, 'input_required') && error.message.includes('--passphrase-file'),
      )
    })
    it('plaintext: warns once', async () => {
      const {said, terminal} = err()
      await assertStoreUsable({...world, terminal}, 'plaintext')
      assert.equal(said.length, 1)
      assert.match(said[0]!, /unencrypted/)
    })
    it('none: needs nothing', async () => {
      await assertStoreUsable(testWorld(), 'none')
    })
    it('any: refuses a folder others may write in', async () => {
      mkdirSync(folder, {recursive: true, mode: 0o700})
      chmodSync(folder, 0o777)
      await assert.rejects(assertStoreUsable(world, 'keyring'), error => failedWith(error, 'storage_failed'))
    })
  })

  describe('a passphrase', () => {
    const answering = (...answers: string[]) => ({
      ...world,
      env: {},
      ask: {...world.ask, possible: true, secret: async () => answers.shift() ?? assert.fail('nobody expected that')},
    })
    it('is asked for twice when it closes, once when it opens', async () => {
      const tokens = adasTokens()
      await saveSession(answering('p', 'p'), profile, 'default', tokens, 'encrypted')
      assert.deepEqual((await readSession(answering('p'), profile, 'default'))?.tokenSet, tokens)
      await assert.rejects(saveSession(answering('p', 'q'), profile, 'x', tokens, 'encrypted'), error =>
        failedWith(error, 'usage'),
      )
    })
    it('comes from a file, without the end of its line', async () => {
      const file = join(world.cwd, 'passphrase')
      writeFileSync(file, 'from a file\n')
      const reading = {...world, env: {AUTHCTL_PASSPHRASE_FILE: file}}
      await saveSession(reading, profile, 'default', adasTokens(), 'encrypted')
      assert.ok(await readSession({...world, env: {AUTHCTL_PASSPHRASE: 'from a file'}}, profile, 'default'))
      writeFileSync(file, '\n')
      await assert.rejects(readSession(reading, profile, 'default'), error => failedWith(error, 'usage'))
    })
  })
})
