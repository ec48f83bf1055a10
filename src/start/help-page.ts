import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {BrokenPipe} from '../lib/world/broken-pipe.ts'
import {processTerminal} from '../lib/world/node/terminal.ts'

/**
 * Writes the page of help that a command line asks for, where the build has rendered it: what a terminal's width and
 * colours have no part in is the same every time. False when the program itself has to answer.
 */
export function sayHelpPage(argv: readonly string[], folder: string): boolean {
  const words = argv.slice(0, -1)
  if (!['--help', '-h'].includes(argv.at(-1) ?? '') || !words.every(word => /^[a-z-]+$/.test(word))) return false
  const terminal = processTerminal(process.env)
  if (terminal.outIsTerminal) return false
  try {
    terminal.out(readFileSync(join(folder, pageName(words)), 'utf8'))
    return true
  } catch (error) {
    if (error instanceof BrokenPipe) return true
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** The file of a page, by the words of its topic or command; the program's own is called by no words. */
export function pageName(words: readonly string[]): string {
  return `${['authctl', ...words].join('.')}.txt`
}
