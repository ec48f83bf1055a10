import assert from 'node:assert/strict'
import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'

const terminal = JSON.stringify(new URL('../../../src/lib/world/node/terminal.ts', import.meta.url).href)

/** A process that reads its standard input to the end, and says how long it was, its hash, and whether it took a stream. */
const reader = (limit = '') => [
  '--input-type=module',
  '-e',
  `const {processTerminal} = await import(${terminal})
   try {
     const given = await processTerminal(process.env).readInput(${limit})
     const streamed = process.moduleLoadList.includes('NativeModule net')
     const {createHash} = await import('node:crypto')
     console.log(JSON.stringify({length: given.length, hash: createHash('sha256').update(given).digest('hex'), streamed}))
   } catch (error) { console.log(JSON.stringify({code: error.code})) }`,
]
const big = 'ä token, and another one\n'.repeat(40_000)

function told(given: string, streamed: boolean) {
  return {length: given.length, hash: createHash('sha256').update(given).digest('hex'), streamed}
}

/** Runs `line` in a shell, where $READ is the reader. */
function shell(line: string, file = '', limit = ''): unknown {
  const read = [process.execPath, ...reader(limit)].map(word => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const {stdout, stderr} = spawnSync('sh', ['-c', line.replaceAll('READ', read)], {
    encoding: 'utf8',
    env: {...process.env, FILE: file},
  })
  assert.ok(stdout, stderr)
  return JSON.parse(stdout)
}

describe('standard input', () => {
  let folder: string
  let file: string

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'authctl-input-'))
    file = join(folder, 'input')
    writeFileSync(file, big)
  })
  after(() => rmSync(folder, {recursive: true}))

  it('is read whole from a file, without a stream', () => {
    assert.deepEqual(shell('READ < "$FILE"', file), told(big, false))
  })
  it('is read whole from a file from where somebody else stopped', () => {
    const rest = big.slice(big.indexOf('\n') + 1)
    assert.deepEqual(shell('{ read -r line; READ; } < "$FILE"', file), told(rest, false))
  })
  it('is empty from /dev/null', () => {
    assert.equal((shell('READ < /dev/null') as {length: number}).length, 0)
  })
  it('is read whole from a pipe that is full and closed', function () {
    if (process.platform !== 'linux') return this.skip()
    assert.deepEqual(shell('printf one | { sleep 0.2; READ; }'), told('one', false))
  })
  it('is read whole from a pipe that is larger than what it holds, and from a slow one', () => {
    const {length, hash} = told(big, true)
    const {streamed: _, ...given} = shell('cat "$FILE" | READ', file) as {streamed: boolean}
    assert.deepEqual(given, {length, hash})
    assert.deepEqual(shell('{ printf one; sleep 0.5; printf two; sleep 0.2; } | READ'), told('onetwo', true))
  })
  it('is read whole from a socket, as programs hand it over', () => {
    const {stdout} = spawnSync(process.execPath, reader(), {encoding: 'utf8', input: big})
    assert.deepEqual(JSON.parse(stdout), told(big, true))
  })
  for (const line of ['READ < "$FILE"', 'cat "$FILE" | READ'])
    it(`is refused beyond its limit by ${line.replace('READ', 'a reader')}`, () => {
      assert.deepEqual(shell(line, file, '70000'), {code: 'usage'})
    })
  it('leaves a pipe that others share as it was: still one that waits', async () => {
    const line = '{ READ_A; cat; } < "$FIFO"'
    const fifo = join(folder, 'fifo')
    spawnSync('mkfifo', [fifo])
    const script = join(folder, 'peek.mjs')
    const ready = JSON.stringify(new URL('../../../src/lib/world/node/ready-input.ts', import.meta.url).href)
    writeFileSync(script, `const {readReady} = await import(${ready}); readReady(10)`)
    const child: ChildProcess = spawn('sh', ['-c', line.replace('READ_A', `'${process.execPath}' '${script}'`)], {
      env: {...process.env, FIFO: fifo},
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const writer = spawn('sh', ['-c', `{ sleep 1; echo late; } > '${fifo}'`])
    assert.equal(await text(child.stdout as NodeJS.ReadableStream), 'late\n')
    writer.unref()
  })
})
