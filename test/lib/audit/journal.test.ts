import assert from 'node:assert/strict'
import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {append} from '../../../src/lib/audit/append.ts'
import {listEntries} from '../../../src/lib/audit/entries.ts'
import {type Entry, following} from '../../../src/lib/audit/entry.ts'
import {verifyJournal} from '../../../src/lib/audit/verify.ts'
import {type TestWorld, testWorld} from '../../support/world.ts'

const child = fileURLToPath(new URL('append-child.ts', import.meta.url))

let world: TestWorld
let folder: string
let journal: string

function eachOnItsOwn(): void {
  beforeEach(() => {
    world = testWorld()
    folder = join(world.folders.data, 'audit')
    journal = join(folder, 'journal.jsonl')
  })
  afterEach(() => world.dispose())
}

const deed = (operation = 'AdminDeleteUser') => ({operation, profile: 'work', outcome: 'ok'}) as const
const lines = () => readFileSync(journal, 'utf8').trimEnd().split('\n')
const kept = (some: readonly string[]) => writeFileSync(journal, some.map(line => `${line}\n`).join(''))

async function written(count: number, options = {}): Promise<void> {
  for (let at = 0; at < count; at++) await append(world, deed(), options)
}

async function problems() {
  return (await verifyJournal(world)).problems.map(({kind, id, to, line}) => ({
    kind,
    id,
    ...(to !== undefined && to !== id && {to}),
    ...(line !== undefined && {line}),
  }))
}

describe('the journal, held against itself', () => {
  eachOnItsOwn()

  const forged = (line: string, changes: object) => {
    const {id, at, previous, hash: _, ...what} = {...JSON.parse(line), ...changes} as Entry
    return JSON.stringify(following({id: id - 1, hash: previous}, what, at))
  }
  const tampering: [what: string, change: (all: string[]) => string[], found: object[]][] = [
    ['nothing', all => all, []],
    [
      'a changed line',
      ([a = '', b = '', ...rest]) => [a, b.replace('work', 'play'), ...rest],
      [{kind: 'changed', id: 2, line: 2}],
    ],
    [
      'a changed line with a hash that fits',
      ([a = '', b = '', ...rest]) => [a, forged(b, {profile: 'play'}), ...rest],
      [{kind: 'changed', id: 2, line: 3}],
    ],
    [
      'a changed last line with a hash that fits',
      all => [...all.slice(0, -1), forged(all.at(-1) ?? '', {profile: 'play'})],
      [{kind: 'changed', id: 5, line: 5}],
    ],
    ['a line that is none', ([a = '', , ...rest]) => [a, 'nothing', ...rest], [{kind: 'changed', id: 2, line: 2}]],
    ['a removed line', ([a = '', , ...rest]) => [a, ...rest], [{kind: 'removed', id: 2, line: 2}]],
    ['a removed beginning', all => all.slice(2), [{kind: 'removed', id: 1, to: 2, line: 1}]],
    [
      'an inserted line',
      ([a = '', b = '', ...rest]) => [a, b, forged(b, {profile: 'play'}), ...rest],
      [{kind: 'inserted', id: 2, line: 3}],
    ],
    [
      'lines that changed places',
      ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest],
      [{kind: 'reordered', id: 2, line: 3}],
    ],
    ['a journal that was cut', all => all.slice(0, 3), [{kind: 'truncated', id: 4, to: 5}]],
    ['a journal that was emptied', () => [], [{kind: 'truncated', id: 1, to: 5}]],
  ]
  for (const [what, change, found] of tampering)
    it(`tells of ${what}`, async () => {
      await written(5)
      kept(change(lines()))
      assert.deepEqual(await problems(), found)
    })

  it('tells of a cut also after others have written', async () => {
    await written(5)
    kept(lines().slice(0, 3))
    await written(2)
    assert.deepEqual(await problems(), [{kind: 'removed', id: 4, to: 5, line: 4}])
  })
  it('tells of a journal and of an anchor that are gone', async () => {
    await written(3)
    rmSync(journal)
    assert.deepEqual(await problems(), [{kind: 'truncated', id: 1, to: 3}])
    await written(1)
    assert.deepEqual(await problems(), [{kind: 'removed', id: 1, to: 3, line: 1}])
    rmSync(join(folder, 'anchor.json'))
    assert.equal((await problems()).at(-1)?.kind, 'anchor')
    await written(1)
    assert.deepEqual((await problems()).at(-1), {kind: 'anchor', id: 5, line: 2})
  })
  it('takes a new file when one is full, and tells of one that is gone', async () => {
    await written(12, {full: 900})
    const full = readdirSync(folder).filter(name => name.startsWith('journal-'))
    assert.ok(full.length >= 2, String(full))
    assert.deepEqual(
      (await listEntries(world)).map(({id}) => id),
      [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
    )
    assert.deepEqual(await problems(), [])
    rmSync(join(folder, full[1] ?? ''))
    assert.equal((await problems())[0]?.kind, 'removed')
  })
})

describe('a journal whose writer died', () => {
  eachOnItsOwn()

  it('puts aside a line that was never finished', async () => {
    await written(2)
    appendFileSync(journal, '{"id":3,"at":"20')
    const before = await verifyJournal(world)
    assert.deepEqual([before.intact, before.torn], [true, true])
    await written(1)
    assert.deepEqual(await verifyJournal(world), {intact: true, entries: 3, problems: [], torn: false})
    const aside = readdirSync(folder).find(name => name.startsWith('torn-'))
    assert.equal(readFileSync(join(folder, aside ?? ''), 'utf8'), '{"id":3,"at":"20\n')
  })
  it('finds the line that was written before its anchor', async () => {
    await written(2)
    const anchor = readFileSync(join(folder, 'anchor.json'))
    await written(1)
    writeFileSync(join(folder, 'anchor.json'), anchor)
    assert.deepEqual(await problems(), [])
    await written(1)
    assert.deepEqual(
      (await listEntries(world)).map(({id}) => id),
      [4, 3, 2, 1],
    )
    assert.deepEqual(await problems(), [])
  })
  it('does not take a torn end of what was finished for an accident', async () => {
    await written(3)
    truncateSync(journal, readFileSync(journal).length - 10)
    assert.deepEqual(await problems(), [{kind: 'truncated', id: 3}])
    await written(1)
    assert.deepEqual(await problems(), [{kind: 'removed', id: 3, line: 3}])
  })
})

describe('a journal of many writers', function () {
  eachOnItsOwn()

  this.timeout(120_000)
  const started: ChildProcess[] = []
  afterEach(() => {
    for (const one of started.splice(0)) one.kill('SIGKILL')
  })

  function writer(count: number): {process: ChildProcess; said: () => number[]} {
    const one = spawn(process.execPath, [child, world.folders.data, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    started.push(one)
    let said = ''
    one.stdout.on('data', text => {
      said += text
    })
    return {process: one, said: () => said.split('\n').slice(0, -1).map(Number)}
  }

  it('has every line of twenty processes, once', async () => {
    const all = Array.from({length: 20}, () => writer(3))
    await Promise.all(all.map(({process}) => once(process, 'close')))
    const said = all.flatMap(({said}) => said()).sort((a, b) => a - b)
    assert.deepEqual(
      said,
      Array.from({length: 60}, (_, at) => at + 1),
    )
    assert.deepEqual(await verifyJournal(world), {intact: true, entries: 60, problems: [], torn: false})
  })

  it('goes on when writers are killed, and has whatever they had finished', async () => {
    const finished: number[] = []
    for (let round = 0; round < 8; round++) {
      const one = writer(1000)
      await once(one.process.stdout!, 'data')
      await world.clock.sleep(Math.random() * 60)
      one.process.kill('SIGKILL')
      await once(one.process, 'close')
      finished.push(...one.said())
    }
    await append(world, deed())
    const {intact, problems} = await verifyJournal(world)
    assert.ok(intact, JSON.stringify(problems))
    const ids = new Set((await listEntries(world)).map(({id}) => id))
    assert.deepEqual(
      finished.filter(id => !ids.has(id)),
      [],
    )
  })
})
