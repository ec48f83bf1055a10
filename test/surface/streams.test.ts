import assert from 'node:assert/strict'
import {failureCodes} from '../../src/lib/failure.ts'
import {ensureBuilt, through} from '../support/built.ts'
import {everyLine, type Line, manifest} from '../support/every-command.ts'
import {aToken, worldWith} from '../support/troubled-world.ts'

/** What a shell does to the program's streams, and the status that must come of it. */
const shells: readonly {what: string; line: string; status(promised: number): number}[] = [
  {
    what: 'a full disk as stdout',
    line: '"$@" > /dev/full',
    status: promised => (promised === 0 || promised === 9 ? 1 : promised),
  },
  {what: 'a pipe that closes at once', line: 'set -o pipefail; "$@" | true', status: promised => promised},
  {what: 'nothing open at all', line: '"$@" <&- >&- 2>&-', status: promised => promised},
]

describe('the streams of every command', function () {
  this.timeout(60_000)
  before(ensureBuilt)

  it('says in one sentence that the version could not be written', async () => {
    const world = worldWith()
    const {status, stderr} = await through('"$@" > /dev/full', world, ['--version'])
    world.dispose()
    assert.deepEqual([status, stderr], [1, 'Error: The answer could not be written: ENOSPC.\n'])
  })

  const lines = everyLine.filter(({slow, input}) => !slow && input === undefined)
  // Two at a time: a machine has that many cores.
  const results = new Map<string, Promise<void>>()
  for (const {what, line: shell, status} of shells)
    describe(what, () => {
      before(() => {
        const queue = lines.map(line => ({line, settle: Promise.withResolvers<void>()}))
        for (const {line, settle} of queue) results.set(`${what} ${line.id}`, settle.promise)
        for (const {settle} of queue) settle.promise.catch(() => {})
        const work = async () => {
          for (let next = queue.shift(); next; next = queue.shift())
            await check(next.line, shell, status).then(next.settle.resolve, next.settle.reject)
        }
        void work()
        void work()
      })
      for (const {id, words} of lines) it(`authctl ${words.join(' ')}`, () => results.get(`${what} ${id}`))
    })

  async function check(line: Line, shell: string, status: (promised: number) => number): Promise<void> {
    const world = worldWith()
    try {
      const words = line.words.map(word => (word === 'ISSUER' ? 'http://127.0.0.1:9' : word))
      const json = manifest[line.id]?.enableJsonFlag !== false && line.id !== 'help'
      const ran = await through(shell, world, [...words, ...(json ? ['--json'] : [])], aToken)
      const {nowhere} = line.ends
      const promised = nowhere === 'done' ? 0 : failureCodes[nowhere].exit
      assert.doesNotMatch(ran.stderr, /\n\s+at .*:\d+:\d+|node:internal|Something went wrong/)
      assert.equal(ran.status, status(promised), ran.stderr)
      if (shell.includes('/dev/full')) assert.match(ran.stderr, /^Error: The answer could not be written: ENOSPC\.\n/m)
    } finally {
      world.dispose()
    }
  }
})
