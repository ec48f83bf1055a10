import assert from 'node:assert/strict'
import {join} from 'node:path'
import {stripVTControlCharacters} from 'node:util'
import {spawn} from '@lydell/node-pty'

/** A program at a real terminal. */
export interface AtTerminal {
  /** Resolves once what is on the screen since the last answer matches; fails after ten seconds. */
  shows(pattern: RegExp): Promise<RegExpExecArray>
  /** Types a line, and waits for nothing. */
  enter(text: string): void
  /** Presses a key, as its bytes. */
  press(key: string): void
  /** Everything that was ever shown, without styling. */
  readonly screen: string
  /** Settings of the terminal before and after (`stty -g`), and the exit status. */
  ended(): Promise<{status: number; before: string; after: string}>
  stop(): void
}

const root = join(import.meta.dirname, '../..')

/** Runs authctl from its sources in a shell at a pseudoterminal. */
export function atTerminal(line: readonly string[], env: Record<string, string>): AtTerminal {
  const program = [process.execPath, join(root, 'bin/dev.js'), ...line].map(word => `'${word}'`).join(' ')
  // The shell tells how the terminal was set, before and after: a program that breaks it breaks it for whoever comes next.
  const script = `echo "before=$(stty -g)"; ${program}; status=$?; echo "after=$(stty -g)"; echo "status=$status"`
  const {PATH = '', HOME = ''} = process.env
  const terminal = spawn('/bin/sh', ['-c', script], {cols: 120, rows: 60, env: {PATH, HOME, TERM: 'xterm', ...env}})
  let screen = ''
  let seen = 0
  const watchers = new Set<() => void>()
  const told = () => {
    for (const watcher of watchers) watcher()
  }
  terminal.onData(data => {
    screen = stripVTControlCharacters(screen + data)
    told()
  })
  const exited = new Promise<void>(resolve => terminal.onExit(() => resolve()))
  const shows = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(screen.slice(seen))
        if (!found) return
        watchers.delete(look)
        clearTimeout(patience)
        seen += found.index + found[0].length
        resolve(found)
      }
      const patience = setTimeout(() => {
        watchers.delete(look)
        reject(new assert.AssertionError({message: `the terminal never showed ${pattern}:\n${screen.slice(seen)}`}))
      }, 10_000)
      watchers.add(look)
      look()
    })
  return {
    shows,
    enter: text => terminal.write(`${text}\r`),
    press: key => terminal.write(key),
    get screen() {
      return screen
    },
    ended: async () => {
      await exited
      const said = (name: string) => new RegExp(`${name}=(\\S+)`).exec(screen)?.[1] ?? ''
      return {status: Number(said('status')), before: said('before'), after: said('after')}
    },
    stop: () => terminal.kill(),
  }
}
