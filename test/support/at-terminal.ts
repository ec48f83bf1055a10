import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {type IPty, spawn} from '@lydell/node-pty'
import type {World} from '../../src/lib/world/world.ts'
import {environmentOf, program} from './built.ts'

/** The built program at a real terminal, with a person in front of it. */
export interface AtTerminal {
  /** Everything that was drawn so far. */
  readonly screen: () => string
  /** Waits until this is drawn. @throws with the screen when it is not within ten seconds. */
  sees(text: string | RegExp): Promise<void>
  types(keys: string): void
  signals(name: NodeJS.Signals): void
  /** Waits for the end of the program. */
  ended(): Promise<Ended>
}

export interface Ended {
  readonly status: number
  /** Milliseconds since the last key or signal. */
  readonly afterMs: number
  /** Whether the terminal's modes are what they were before. */
  readonly restored: boolean
}

/** Notes the terminal's modes before and after the program, and its process number. */
const script = `
  trap : INT TERM HUP
  stty -a > "$NOTES/before"
  bash -c 'echo $$ > "$NOTES/pid"; exec "$@"' bash "$@"
  status=$?
  stty -a > "$NOTES/after"
  echo $status > "$NOTES/status"`

export const ctrlC = '\u0003'

export function atTerminal(
  world: World,
  words: readonly string[],
  {env = {}, columns = 100}: {env?: NodeJS.ProcessEnv; columns?: number} = {},
): AtTerminal {
  const notes = mkdtempSync(join(tmpdir(), 'authctl-terminal-'))
  const note = (name: string) => readFileSync(join(notes, name), 'utf8').trim()
  let screen = ''
  let last = performance.now()
  const pty: IPty = spawn('bash', ['-c', script, 'bash', process.execPath, program, ...words], {
    cols: columns,
    rows: 40,
    cwd: world.cwd,
    env: environmentOf(world, {TERM: 'xterm-256color', NOTES: notes, ...env}) as Record<string, string>,
  })
  pty.onData(text => {
    screen += text
  })
  const over = new Promise<number>(resolve => pty.onExit(() => resolve(performance.now())))
  return {
    screen: () => screen,
    sees: async text => {
      const found = () => (typeof text === 'string' ? screen.includes(text) : text.test(screen))
      for (const until = performance.now() + 10_000; !found(); await sleep(15))
        if (performance.now() > until || existsSync(join(notes, 'status')))
          throw new Error(`${text} was not drawn by ${words.join(' ')}: ${JSON.stringify(screen)}`)
    },
    types: keys => {
      last = performance.now()
      pty.write(keys)
    },
    signals: name => {
      last = performance.now()
      process.kill(Number(note('pid')), name)
    },
    ended: async () => {
      const giveUp = setTimeout(() => pty.kill('SIGKILL'), 10_000)
      const at = await over
      clearTimeout(giveUp)
      if (!existsSync(join(notes, 'status')))
        throw new Error(`${words.join(' ')} did not end: ${JSON.stringify(screen)}`)
      const ended = {status: Number(note('status')), afterMs: at - last, restored: note('before') === note('after')}
      rmSync(notes, {recursive: true, force: true})
      return ended
    },
  }
}
