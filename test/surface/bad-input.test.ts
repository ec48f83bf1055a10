import assert from 'node:assert/strict'
import type {RequestListener} from 'node:http'
import {type FailureCode, failureCodes} from '../../src/lib/failure.ts'
import {type End, everyLine, type Line, manifest} from '../support/every-command.ts'
import {addressOf, aToken, breakConfig, inHtml, leadTo, treeOf, worldWith} from '../support/troubled-world.ts'
import {authctl, type Ran, type TestWorld} from '../support/world.ts'

/** The statuses that surface.md promises, typed out. */
const exits: Record<FailureCode, number> = {
  unexpected: 1,
  usage: 2,
  input_required: 2,
  config_invalid: 2,
  profile_not_found: 2,
  unsupported: 2,
  storage_unavailable: 2,
  storage_failed: 1,
  not_signed_in: 3,
  session_ended: 3,
  denied: 4,
  not_found: 5,
  token_rejected: 6,
  unreachable: 7,
  timed_out: 7,
  throttled: 7,
  partly_done: 8,
  differences: 9,
  conflict: 10,
  cancelled: 130,
}

/** These end with an answer, which is itself the bad news. */
const answers: ReadonlySet<End> = new Set(['differences', 'partly_done', 'token_rejected', 'done'])

const quick = everyLine.filter(({slow}) => !slow)

describe('bad input', function () {
  this.timeout(60_000)

  it('has a row for every command', () => {
    assert.deepEqual([...new Set(everyLine.map(({id}) => id))].sort(), Object.keys(manifest).sort())
  })

  describe('no configuration at all', () => {
    for (const line of quick) told(line, line.ends.nowhere, async () => {})
  })

  describe('a configuration that is cut short', () => {
    for (const line of everyLine) told(line, line.ends.broken, async world => breakConfig(world))
  })

  describe('a profile that is not there', () => {
    for (const line of quick.filter(({id}) => 'profile' in (manifest[id]?.flags ?? {}))) {
      const {id, words} = line
      const end =
        {doctor: 'differences', 'token:decode': 'done', 'saml:check': 'done', 'profile:show': 'done'}[id] ??
        'profile_not_found'
      told({...line, words: [...words, '--profile', 'nobody']}, end as End, world =>
        leadTo(world, 'http://127.0.0.1:9'),
      )
    }
  })

  it('starts no local stack over a configuration that is cut short', async () => {
    const world = worldWith()
    try {
      breakConfig(world)
      const before = treeOf(world)
      const ran = await authctl(world, 'emulator', 'start', '--port', '0', '--json')
      checkEnd(ran, 'config_invalid', true)
      assert.deepEqual(treeOf(world), before)
    } finally {
      world.dispose()
    }
  })

  describe('a token', () => {
    const texts: [what: string, text: string, end?: End][] = [
      ['empty', '', 'usage'],
      ['of spaces', '  \n ', 'usage'],
      ['of 1 MB', 'x'.repeat(1024 * 1024)],
      ['of 1 MB in three parts', `${'eA'.repeat(512 * 1024)}.e30.`],
      ['of a million dots', '.'.repeat(1024 * 1024)],
      ['of bytes that are no text', '\ufffd\u0000\u0001'],
    ]
    for (const line of everyLine.filter(({tokenIn}) => tokenIn))
      for (const [what, input, end] of texts)
        told(
          {...line, input, words: [...line.words, '-']},
          end ?? line.tokenIn ?? 'done',
          world => leadTo(world, 'http://127.0.0.1:9'),
          {
            given: ` given one ${what}`,
          },
        )
  })

  const places: [what: string, answer?: RequestListener][] = [
    ['nobody listens'],
    ['a page answers with 200', inHtml(200)],
    ['a page answers with 502', inHtml(502)],
  ]
  for (const [what, answer] of places)
    describe(`a server where ${what}`, () => {
      let place: {url: string; stop(): void}
      before(async () => {
        place = await addressOf(answer)
      })
      after(() => place.stop())
      for (const line of quick) {
        const passed = line.passesOn === true && answer !== undefined
        const end = passed && what.endsWith('200') ? 'done' : line.ends.lost
        told(line, end, world => leadTo(world, place.url), {url: () => place.url, passed})
      }
    })
})

interface Circumstances {
  /** What ISSUER stands for. */
  readonly url?: () => string
  readonly given?: string
  /** What the server said is the answer, whatever it is. */
  readonly passed?: boolean
}

/** Runs a line twice, for people and for scripts, and holds both against what was promised. */
function told(
  line: Line,
  end: End,
  prepare: (world: TestWorld) => Promise<void>,
  {url = () => 'http://127.0.0.1:9', given = '', passed = false}: Circumstances = {},
): void {
  const {words} = line
  it(`authctl ${words.join(' ')}${given}: ${end}`, async () => {
    const json = manifest[line.id]?.enableJsonFlag !== false && line.id !== 'help'
    for (const more of line.slow ? [['--json']] : json ? [['--json'], []] : [[]]) {
      const world = worldWith(line.input === 'TOKEN' ? aToken : line.input)
      try {
        await prepare(world)
        const before = treeOf(world)
        const ran = await authctl(world, ...words.map(word => (word === 'ISSUER' ? url() : word)), ...more)
        checkEnd(ran, end, more.length > 0, passed)
        if (!answers.has(end)) assert.deepEqual(treeOf(world), before, 'something was left behind')
        for (const path of Object.keys(treeOf(world))) assert.doesNotMatch(path, /\.(tmp|lock)/)
      } finally {
        world.dispose()
      }
    }
  })
}

function checkEnd(ran: Ran, end: End, json: boolean, passed = false): void {
  const {status, stdout, stderr} = ran
  const all = `${stdout}\n${stderr}`
  assert.doesNotMatch(all, /\n\s+at .*:\d+:\d+|\[object Object\]|\bundefined\b|\bNaN\b|Something went wrong/, all)
  const told = `${status}\n${all}`
  assert.equal(status, end === 'done' ? 0 : exits[end], told)
  if (json) {
    const document = ran.json()
    if (answers.has(end) || passed) return
    assert.deepEqual(Object.keys(document), ['error'])
    assert.equal(document.error.code, end, told)
    sentence(document.error.message)
    assert.doesNotMatch(stderr, /Error/, 'a script reads stdout')
  } else if (!answers.has(end) && !passed) {
    assert.equal(stdout, '')
    const said = stderr.split('\n').filter(text => text.startsWith('Error: '))
    assert.equal(said.length, 1, told)
    sentence(said[0]!.slice(7))
  }
}

function sentence(message: string): void {
  assert.match(message, /^\S[^\n]*[.?!]$/, `not one sentence: ${message}`)
  assert.ok(message.length < 700, `long-winded: ${message}`)
}

describe('the exit statuses', () => {
  it('are what was promised', () => {
    assert.deepEqual(Object.fromEntries(Object.entries(failureCodes).map(([code, {exit}]) => [code, exit])), exits)
  })
})
