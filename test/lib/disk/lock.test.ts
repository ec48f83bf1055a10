import assert from 'node:assert/strict'
import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {thisProcess} from '../../../src/lib/disk/holder.ts'
import {underLock} from '../../../src/lib/disk/lock.ts'
import {Failure, failedWith} from '../../../src/lib/failure.ts'
import {systemClock} from '../../../src/lib/world/node/clock.ts'

const child = fileURLToPath(new URL('lock-child.ts', import.meta.url))

describe('a lock across processes', function () {
  this.timeout(60_000)
  let folder: string
  let path: string
  let counter: string
  const world = {clock: systemClock, cancelled: new AbortController().signal}
  const started: ChildProcess[] = []

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'authctl-lock-'))
    path = join(folder, 'thing.lock')
    counter = join(folder, 'counter')
    writeFileSync(counter, '0')
  })
  afterEach(() => {
    for (const one of started.splice(0)) one.kill('SIGKILL')
    rmSync(folder, {recursive: true, force: true})
  })

  function holder(hold: number): ChildProcess {
    const one = spawn(process.execPath, [child, path, counter, String(hold)], {stdio: ['ignore', 'pipe', 'inherit']})
    started.push(one)
    return one
  }
  const taken = (one: ChildProcess) => once(one.stdout!, 'data')
  const left = () => readdirSync(folder).filter(name => name !== 'counter')

  it('lets one process in at a time', async () => {
    const all = Array.from({length: 8}, () => holder(30))
    for (const one of all) if (one.exitCode === null) await once(one, 'exit')
    assert.equal(readFileSync(counter, 'utf8'), '8')
    assert.deepEqual(left(), [])
  })

  it('lets two calls of one process in one after the other', async () => {
    const seen: string[] = []
    const work = (name: string) => async () => {
      seen.push(`${name} in`)
      await systemClock.sleep(20)
      seen.push(`${name} out`)
    }
    await Promise.all([underLock(world, path, work('a')), underLock(world, path, work('b'))])
    assert.equal(seen[0]?.slice(0, 1), seen[1]?.slice(0, 1))
  })

  it('passes on at once from a holder that was killed', async () => {
    const victim = holder(60_000)
    await taken(victim)
    victim.kill('SIGKILL')
    const from = performance.now()
    await underLock(world, path, async () => {})
    assert.ok(performance.now() - from < 2000)
    assert.deepEqual(left(), [])
  })

  it('lets exactly one in at a time when many find the same dead holder', async () => {
    const victim = holder(60_000)
    await taken(victim)
    victim.kill('SIGKILL')
    await once(victim, 'exit')
    const all = Array.from({length: 8}, () => holder(10))
    for (const one of all) if (one.exitCode === null) await once(one, 'exit')
    assert.equal(readFileSync(counter, 'utf8'), '8')
    assert.deepEqual(left(), [])
  })

  it('never takes it from a stopped holder, however old the lock is', async () => {
    const sleeper = holder(300)
    await taken(sleeper)
    sleeper.kill('SIGSTOP')
    utimesSync(path, 0, 0)
    await assert.rejects(
      underLock(world, path, async () => {}, {patience: 3000}),
      error => failedWith(error, 'timed_out') && error.message.includes(`process ${sleeper.pid}`),
    )
    sleeper.kill('SIGCONT')
    await underLock(world, path, async () => assert.equal(readFileSync(counter, 'utf8'), '1'))
  })

  it('recognises a process number that now belongs to somebody else', async () => {
    writeFileSync(path, JSON.stringify({...(await thisProcess()), id: 'ab'.repeat(8), started: '1'}))
    await underLock(world, path, async () => {}, {patience: 2000})
  })

  it('recognises a lock from before the machine was started anew', async function () {
    const own = await thisProcess()
    if (process.platform !== 'linux') this.skip()
    assert.ok(own.boot, 'Linux tells one start of the machine from another')
    writeFileSync(path, JSON.stringify({...own, id: 'ab'.repeat(8), boot: 'another'}))
    await underLock(world, path, async () => {}, {patience: 2000})
  })

  it('leaves a lock alone that a process elsewhere holds', async () => {
    writeFileSync(path, JSON.stringify({...(await thisProcess()), id: 'ab'.repeat(8), host: 'elsewhere', pid: 1}))
    await assert.rejects(
      underLock(world, path, async () => {}, {patience: 200}),
      error => failedWith(error, 'timed_out') && error.hints.some(hint => hint.includes(path)),
    )
    assert.ok(existsSync(path))
  })

  for (const [what, content] of [
    ['empty', ''],
    ['garbage', '\u0000\u0001{'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a pid of zero', '{"id":"0123456789abcdef","pid":0}'],
  ] as const)
    it(`clears away a lock file that is ${what}`, async () => {
      writeFileSync(path, content)
      await underLock(world, path, async () => {}, {patience: 2000})
      assert.deepEqual(left(), [])
    })

  it('goes on where somebody died while clearing away a dead hold', async () => {
    const dead = {...(await thisProcess()), started: '1'}
    writeFileSync(path, JSON.stringify({...dead, id: 'a'.repeat(16)}))
    writeFileSync(`${path}.${'a'.repeat(16)}`, JSON.stringify({...dead, id: 'b'.repeat(16)}))
    writeFileSync(`${path}.${'c'.repeat(16)}`, JSON.stringify({...dead, id: 'd'.repeat(16)}))
    await underLock(world, path, async () => {}, {patience: 5000})
    assert.deepEqual(left(), [])
  })

  it('says what is in the way of the lock', async () => {
    mkdirSync(path)
    await assert.rejects(
      underLock(world, path, async () => {}),
      error => failedWith(error, 'storage_failed') && error.message.includes(path),
    )
  })

  it('stops waiting when the person cancels', async () => {
    const other = holder(60_000)
    await taken(other)
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(new Failure('cancelled', 'Cancelled.')), 100)
    await assert.rejects(
      underLock({...world, cancelled: cancel.signal}, path, async () => {}),
      error => failedWith(error, 'cancelled'),
    )
  })

  it('is free again after the work failed', async () => {
    await assert.rejects(
      underLock(world, path, async () => {
        throw new Failure('denied', 'No.')
      }),
    )
    await underLock(world, path, async () => {}, {patience: 500})
  })
})
