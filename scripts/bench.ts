import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {performance} from 'node:perf_hooks'
import {parseArgs} from 'node:util'

/**
 * Start-up, as a person feels it: whole processes of the built program against `node -e 0`, taken in turns
 * (A B C … A B C …), so that a machine whose speed drifts slows all of them alike. Prints ratios of medians; the goals
 * beside them are for reading, and nothing here fails.
 *
 *     npm run bench -- --runs 30
 */
const {values} = parseArgs({options: {runs: {type: 'string', default: '20'}}})
const runs = Number(values.runs)
const home = mkdtempSync(join(tmpdir(), 'authctl-bench-'))
const env = {
  // Certificates of one's own cost every Node tens of milliseconds and would hide the rest.
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_EXTRA_CA_CERTS')),
  AUTHCTL_CONFIG_DIR: join(home, 'config'),
  AUTHCTL_DATA_DIR: join(home, 'data'),
  AUTHCTL_CACHE_DIR: join(home, 'cache'),
}

interface Subject {
  readonly name: string
  readonly words: readonly string[]
  /** A file for standard input. */
  readonly input?: string
  /** Whether every run is the first ever. */
  readonly first?: boolean
  /** The largest ratio to be content with. */
  readonly goal?: number
}

const token = join(home, 'token')
writeFileSync(token, exampleToken())

const subjects: readonly Subject[] = [
  {name: 'node -e 0', words: ['-e', '0']},
  {name: 'authctl --version', words: ['bin/run.js', '--version'], goal: 1.15},
  {name: 'authctl --help', words: ['bin/run.js', '--help'], goal: 1.5},
  {name: 'token verify --help', words: ['bin/run.js', 'token', 'verify', '--help'], goal: 1.5},
  {name: 'token decode, first', words: ['bin/run.js', 'token', 'decode'], input: token, first: true, goal: 2.2},
  {name: 'token decode', words: ['bin/run.js', 'token', 'decode'], input: token, goal: 1.6},
  {name: 'user list', words: ['bin/run.js', 'user', 'list', '--profile', 'local'], goal: 4},
]

const emulator = await startEmulator()
try {
  report(measured(subjects))
} finally {
  await stop(emulator)
  rmSync(home, {recursive: true, force: true})
}

/** Milliseconds of every run by name; a first round, which fills the cache of compiled code, is not counted. */
function measured(all: readonly Subject[]): Map<string, number[]> {
  const times = new Map(all.map(({name}) => [name, [] as number[]]))
  for (let round = 0; round <= runs; round++)
    for (const subject of all) {
      const taken = wholeProcess(subject)
      if (round > 0) times.get(subject.name)?.push(taken)
    }
  return times
}

function wholeProcess({name, words, input = '/dev/null', first = false}: Subject): number {
  const stdin = openSync(input, 'r')
  const own = first ? {AUTHCTL_CACHE_DIR: mkdtempSync(join(home, 'first-'))} : {}
  const start = performance.now()
  const {status, stderr} = spawnSync(process.execPath, words, {env: {...env, ...own}, stdio: [stdin, 'pipe', 'pipe']})
  const taken = performance.now() - start
  closeSync(stdin)
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`)
  return taken
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const floor = median(times.get('node -e 0') ?? [])
  const rows = subjects.map(({name, goal}) => {
    const taken = median(times.get(name) ?? [])
    return [
      name,
      `${taken.toFixed(1)} ms`,
      (taken / floor).toFixed(2),
      goal === undefined ? '' : `≤ ${goal.toFixed(2)}`,
    ]
  })
  for (const [name = '', ...figures] of [['', 'median', 'ratio', 'goal'], ...rows])
    console.log(name.padEnd(22) + figures.map(figure => figure.padStart(10)).join(''))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The embedded stack, ready once it has said where it is. */
async function startEmulator(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['bin/run.js', 'emulator', 'start', '--port', '0', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('exit', code => reject(new Error(`the emulator ended with ${code}`)))
  })
  return child
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

function exampleToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    sub: 'ada',
    iss: 'https://issuer.example',
    token_use: 'access',
    iat: 1_700_000_000,
    exp: 1_700_003_600,
  }
  return `${part({alg: 'RS256', kid: 'key-1'})}.${part(claims)}.c2lnbmF0dXJl`
}
