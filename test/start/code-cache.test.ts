import assert from 'node:assert/strict'
import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {codeCache} from '../../src/start/code-cache.ts'

const code = Buffer.from('compiled')

describe('the cache of compiled code', () => {
  let folder: string
  let env: {AUTHCTL_CACHE_DIR: string}

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'authctl-code-'))
    env = {AUTHCTL_CACHE_DIR: folder}
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  /** The path of the one file kept under `one`. */
  function kept(): string {
    codeCache(env, 'build1')?.keep('one', code)
    const [name = ''] = readdirSync(join(folder, 'code'))
    return join(folder, 'code', name)
  }

  const read = (build = 'build1') => codeCache(env, build)?.read('one')

  it('gives back what it kept, in a folder and a file that nobody else may read', () => {
    const file = kept()
    assert.deepEqual(read(), code)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(statSync(join(folder, 'code')).mode & 0o777, 0o700)
  })

  it('knows nothing of what another build kept, and sweeps it away when it keeps its own', () => {
    kept()
    assert.equal(read('build2'), undefined)
    codeCache(env, 'build2')?.keep('two', code)
    assert.equal(readdirSync(join(folder, 'code')).length, 1)
    assert.equal(read(), undefined)
  })

  it('keeps what was kept last where there is too much', () => {
    const cache = codeCache(env, 'build1')
    for (let nth = 0; nth < 40; nth++) cache?.keep(`command${nth}`, code)
    assert.equal(readdirSync(join(folder, 'code')).length, 32)
    assert.deepEqual(cache?.read('command39'), code)
  })

  const spoilt: Record<string, (file: string) => void> = {
    'a file others may write': file => chmodSync(file, 0o666),
    'a folder others may enter': () => chmodSync(join(folder, 'code'), 0o755),
    'a file cut short': file => writeFileSync(file, readFileSync(file).subarray(0, 11)),
    'a file with one byte changed': file => {
      const bytes = readFileSync(file)
      bytes[3] = (bytes[3] ?? 0) ^ 1
      writeFileSync(file, bytes)
    },
    'a link to a file elsewhere': file => {
      const elsewhere = join(folder, 'elsewhere')
      writeFileSync(elsewhere, readFileSync(file), {mode: 0o600})
      rmSync(file)
      symlinkSync(elsewhere, file)
    },
  }
  for (const [what, spoil] of Object.entries(spoilt))
    it(`does not trust ${what}`, () => {
      const file = kept()
      assert.deepEqual(read(), code)
      spoil(file)
      assert.equal(read(), undefined)
    })

  it('does not trust what somebody else owns', () => {
    const {geteuid} = process
    kept()
    process.geteuid = () => 4711
    try {
      assert.equal(read(), undefined)
    } finally {
      process.geteuid = geteuid as never
    }
  })

  it('keeps nothing where it is switched off', () => {
    assert.equal(codeCache({...env, AUTHCTL_CODE_CACHE: '0'}, 'build1'), undefined)
  })

  it('keeps quiet where there is no place to keep anything', () => {
    writeFileSync(join(folder, 'code'), '')
    codeCache(env, 'build1')?.keep('one', code)
    assert.equal(read(), undefined)
  })
})
