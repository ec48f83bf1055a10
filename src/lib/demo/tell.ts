import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {seed} from '../emulator/seed.ts'
import {Failure, failureCodes} from '../failure.ts'
import {startLocalStack} from '../local/start.ts'
import {altered} from '../world/altered.ts'
import type {Terminal, World} from '../world/world.ts'
import {type Person, walk} from './person.ts'
import {password, type Step, story} from './story.ts'
import type {Door, Told, Transcript} from './transcript.ts'

/** Runs a command line of this program in a world; gives its answer, throws what it fails with. */
export type Run = (world: World, line: readonly string[]) => Promise<unknown>

/** What to show while the story goes on. */
export interface Audience {
  begins(step: Pick<Told, 'title' | 'command'>): void
  ended(step: Told): void
}

/**
 * Tells the whole story on a stack of its own, in folders of its own that are gone afterwards: every step is the command
 * a person would type, run for real over sockets. Only the person at the sign-in page is pretended.
 */
export async function tell(world: World, run: Run, audience: Audience): Promise<Transcript> {
  const home = await mkdtemp(join(tmpdir(), 'authctl-demo-'))
  const folders = {config: join(home, 'config'), data: join(home, 'data'), cache: join(home, 'cache')}
  const terminal: Terminal = Object.create(world.terminal, {err: {value: () => {}}})
  const own = altered(world, {env: {}, cwd: home, folders, terminal})
  const started = await startLocalStack(own, {port: 0})
  try {
    const secret = seed.pools[0]?.clients?.find(({flows}) => flows?.includes('client_credentials'))?.secret ?? ''
    const steps: Told[] = [startedStep(started.stack.url)]
    const doors: Door[] = []
    audience.begins(steps[0] as Told)
    audience.ended(steps[0] as Told)
    for (const step of story(started.stack, secret)) {
      world.cancelled.throwIfAborted()
      audience.begins({title: step.title, command: commandOf(step)})
      const told = await take(step, own, run)
      audience.ended(told)
      steps.push(told)
      if (step.door) doors.push({...step.door, letIn: told.outcome === 'done'})
    }
    return {ok: steps.every(({ok}) => ok), steps, doors}
  } finally {
    await started.stop()
    await rm(home, {recursive: true, force: true})
  }
}

function startedStep(url: string): Told {
  const title = 'The embedded stack: Cognito API, sign-in pages, OAuth endpoints, guarded APIs'
  const output = `Ready at ${url}, in this process.\n`
  return {step: 'start', title, expected: 'done', outcome: 'done', ok: true, answer: {url}, output}
}

async function take(step: Step, world: World, run: Run): Promise<Told> {
  const said: string[] = []
  const there = attended(step, world, said)
  let outcome = 'done'
  let answer: unknown
  try {
    answer = await run(there, step.line)
  } catch (error) {
    outcome = codeOf(error)
    if (outcome !== (step.expected ?? 'done') || error instanceof Failure) said.push(`${(error as Error).message}\n`)
  }
  const expected = step.expected ?? 'done'
  const proven = outcome !== 'done' || step.proves === undefined || step.proves(answer as never)
  return {
    step: step.step,
    title: step.title,
    command: commandOf(step),
    expected,
    outcome,
    ok: outcome === expected && proven,
    ...(answer === undefined ? {} : {answer}),
    output: said.join(''),
  }
}

/** The world with the step's input piped in, with an ear for what is said, and with the person who is meant to be there. */
function attended({input, line}: Step, world: World, said: string[]): World {
  const person = personOf(line)
  const visit = (url: URL) => walk(world.fetch, url, person)
  const hear = (text: string) => {
    said.push(text)
    // A code to enter on another device: the person goes there as soon as it is shown.
    const page = /https?:\/\/\S+[?&]user_code=[\w%-]+/.exec(text)?.[0]
    if (page !== undefined)
      pause(50)
        .then(() => visit(new URL(page)))
        .catch(() => {})
  }
  const terminal: Terminal = {
    out: hear,
    err: hear,
    readInput: async () => input ?? '',
    readBytes: async () => Buffer.from(input ?? ''),
    readLine: async () => input?.split('\n', 1)[0],
    inputIsTerminal: input === undefined,
    inputIsNull: false,
    outIsTerminal: false,
    errIsTerminal: false,
    columns: world.terminal.columns,
    outColor: world.terminal.outColor,
    errColor: world.terminal.outColor,
  }
  const browser = {
    open: async (url: URL) => {
      visit(url).catch(() => {})
    },
  }
  return altered(world, {terminal, browser})
}

function personOf(line: readonly string[]): Person {
  const username = line[line.indexOf('--as') + 1] ?? ''
  const known = seed.pools[0]?.users?.find(user => user.username === username)
  return {username, password: known?.password ?? password}
}

function codeOf(error: unknown): string {
  const {code} = error as {code?: unknown}
  return typeof code === 'string' && code in failureCodes ? code : 'unexpected'
}

function commandOf({line, input}: Step): string {
  const words = line.map(word => (/^[\w./:=@-]+$/.test(word) ? word : `'${word}'`)).join(' ')
  return `authctl ${words}${input === undefined ? '' : ' < secret.txt'}`
}
