import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {readPrivateFile, removePrivateFile, writePrivateFile} from '../../../src/lib/disk/private-file.ts'
import {failedWith} from '../../../src/lib/failure.ts'

describe('a private file', () => {
  let root: string
  let folder: string
  let path: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'authctl-disk-'))
    folder = join(root, 'a', 'b')
    path = join(folder, 'thing.json')
  })
  afterEach(() => rmSync(root, {recursive: true, force: true}))

  it('is refused, and soon, where no folder can be made', async function () {
    if (process.platform !== 'linux') this.skip()
    for (const nowhere of ['/proc/nowhere/at/all', '/dev/null/inside'])
      await assert.rejects(writePrivateFile(join(nowhere, 'thing.json'), 'x'), (error: Error) =>
        failedWith(error, 'storage_failed'),
      )
  })

  const mode = (what: string) => statSync(what).mode & 0o777
  const refused = (text: string | RegExp) => (error: unknown) =>
    failedWith(error, 'storage_failed') &&
    (typeof text === 'string' ? error.message.includes(text) : text.test(error.message))

  it('is written 0600 in folders made 0700, also when everything is allowed', async () => {
    const umask = process.umask(0)
    try {
      await writePrivateFile(path, 'one')
    } finally {
      process.umask(umask)
    }
    assert.deepEqual([mode(path), mode(folder), mode(join(root, 'a'))], [0o600, 0o700, 0o700])
    assert.equal(await readPrivateFile(path), 'one')
  })

  it('reads nothing where there is no file or no folder', async () => {
    assert.equal(await readPrivateFile(path), undefined)
    mkdirSync(folder, {recursive: true, mode: 0o700})
    assert.equal(await readPrivateFile(path), undefined)
    assert.equal(await removePrivateFile(path), false)
  })

  it('is tightened when others could read it', async () => {
    mkdirSync(folder, {recursive: true, mode: 0o700})
    writeFileSync(path, 'old', {mode: 0o644})
    assert.equal(await readPrivateFile(path), 'old')
    assert.equal(mode(path), 0o600)
    chmodSync(path, 0o644)
    await writePrivateFile(path, 'new')
    assert.equal(mode(path), 0o600)
  })

  it('is refused when others may write to it', async () => {
    await writePrivateFile(path, 'x')
    chmodSync(path, 0o666)
    await assert.rejects(readPrivateFile(path), refused('may write to'))
  })

  it('is refused in a folder that others may write in', async () => {
    await writePrivateFile(path, 'x')
    chmodSync(folder, 0o770)
    await assert.rejects(readPrivateFile(path), refused('may write in'))
    await assert.rejects(writePrivateFile(path, 'y'), refused('may write in'))
  })

  it('is refused when it is a link, and what the link names stays as it is', async () => {
    mkdirSync(folder, {recursive: true, mode: 0o700})
    const target = join(root, 'target')
    writeFileSync(target, 'precious', {mode: 0o600})
    symlinkSync(target, path)
    await assert.rejects(readPrivateFile(path), refused('symbolic link'))
    await assert.rejects(writePrivateFile(path, 'x'), refused('not a regular file'))
    assert.equal(readFileSync(target, 'utf8'), 'precious')
  })

  it('is refused when a pipe or a folder is in its place', async () => {
    mkdirSync(folder, {recursive: true, mode: 0o700})
    execFileSync('mkfifo', [path])
    await assert.rejects(readPrivateFile(path), refused('not a regular file'))
    await assert.rejects(writePrivateFile(path, 'x'), refused('not a regular file'))
    rmSync(path)
    mkdirSync(path)
    await assert.rejects(readPrivateFile(path), refused(/not a regular file/))
    await assert.rejects(writePrivateFile(path, 'x'), refused('not a regular file'))
  })

  it('is refused when file, folder or link to the folder belongs to somebody else', async function () {
    if (process.platform === 'win32') this.skip()
    if (process.geteuid?.() !== 0) {
      // Whoever is not root finds root's own file in a folder of root's.
      await assert.rejects(readPrivateFile('/etc/passwd'), refused('another user'))
      return
    }
    await writePrivateFile(path, 'x')
    chownSync(path, 12345, 12345)
    await assert.rejects(readPrivateFile(path), refused('another user'))
    chownSync(path, 0, 0)
    chownSync(folder, 12345, 12345)
    await assert.rejects(readPrivateFile(path), refused('another user'))
    await assert.rejects(writePrivateFile(path, 'y'), refused('another user'))
  })

  it('gives a new file its name: another name of the old one keeps the old content', async () => {
    await writePrivateFile(path, 'old')
    const other = join(root, 'other')
    linkSync(path, other)
    await writePrivateFile(path, 'new')
    assert.deepEqual([readFileSync(other, 'utf8'), readFileSync(path, 'utf8')], ['old', 'new'])
  })

  it('removes what a killed writer left behind, and nothing else', async () => {
    await writePrivateFile(path, 'x')
    const dead = Number(execFileSync('sh', ['-c', 'echo $$']))
    writeFileSync(join(folder, `.thing.json.${dead}.abc123.tmp`), 'half')
    writeFileSync(join(folder, `.thing.json.${process.pid}.abc123.tmp`), 'being written')
    writeFileSync(join(folder, '.thing.json.notes'), 'mine')
    await writePrivateFile(path, 'y')
    assert.deepEqual(readdirSync(folder).sort(), [
      `.thing.json.${process.pid}.abc123.tmp`,
      '.thing.json.notes',
      'thing.json',
    ])
  })

  it('keeps the old content, byte for byte, when the new does not fit', async function () {
    if (process.platform === 'win32') this.skip()
    await writePrivateFile(path, 'old')
    const script = `
      import {writePrivateFile} from ${JSON.stringify(new URL('../../../src/lib/disk/private-file.ts', import.meta.url))}
      await writePrivateFile(${JSON.stringify(path)}, 'x'.repeat(64 * 1024)).catch(e => console.log(e.code + ': ' + e.message))`
    const said = execFileSync(
      'sh',
      ['-c', 'ulimit -f 8; exec "$0" --input-type=module -e "$1"', process.execPath, script],
      {encoding: 'utf8'},
    )
    assert.equal(said, `storage_failed: ${path} could not be written: the file would grow too large.\n`)
    assert.equal(readFileSync(path, 'utf8'), 'old')
    assert.deepEqual(readdirSync(folder), ['thing.json'])
  })
})
