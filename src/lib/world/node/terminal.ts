import {fstatSync, statSync, writeSync} from 'node:fs'
import {Failure} from '../../failure.ts'
import {BrokenPipe} from '../broken-pipe.ts'
import type {Environment, Terminal} from '../world.ts'
import {readReady} from './ready-input.ts'

const defaultInputLimit = 64 * 1024 * 1024

/** The process's own streams. Written synchronously: what was said is out before the process ends. */
export function processTerminal(env: Environment): Terminal {
  const outIsTerminal = isTerminal(1)
  const errIsTerminal = isTerminal(2)
  return {
    out: text => writeAll(1, text),
    err: text => {
      try {
        writeAll(2, text)
      } catch {
        // Nowhere left to say that stderr is closed.
      }
    },
    readInput: async limit => (await readBytes(limit)).toString('utf8'),
    readBytes,
    readLine,
    inputIsTerminal: isTerminal(0),
    inputIsNull: isNull(0),
    outIsTerminal,
    errIsTerminal,
    get columns() {
      return outIsTerminal ? process.stdout.columns || 80 : undefined
    },
    outColor: colorAllowed(env, outIsTerminal),
    errColor: colorAllowed(env, errIsTerminal),
  }
}

/** Asks the cheap questions first: `tty` brings all of `net`; pipes, files and /dev/null need neither. */
function isTerminal(fd: number): boolean {
  try {
    if (process.platform !== 'win32') {
      const stats = fstatSync(fd)
      if (!stats.isCharacterDevice() || isNull(fd)) return false
    }
    return process.getBuiltinModule('node:tty').isatty(fd)
  } catch {
    // Closed by whoever started this.
    return false
  }
}

function isNull(fd: number): boolean {
  try {
    return process.platform !== 'win32' && fstatSync(fd).rdev === statSync('/dev/null').rdev
  } catch {
    return false
  }
}

/** https://no-color.org: any non-empty NO_COLOR turns colour off. */
function colorAllowed(env: Environment, isTerminal: boolean): boolean {
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
}

function writeAll(fd: number, text: string | Uint8Array): void {
  let rest: Uint8Array = typeof text === 'string' ? Buffer.from(text) : text
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest))
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EAGAIN') {
        // A slow reader of a non-blocking pipe: wait a moment, then go on where we stopped.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
        continue
      }
      if (code === 'EPIPE') throw new BrokenPipe()
      throw new Failure('storage_failed', `The answer could not be written: ${code ?? 'unknown error'}.`, {
        cause: error,
      })
    }
  }
}

async function readBytes(limit = defaultInputLimit): Promise<Buffer> {
  const {chunks, ended} = readReady(limit)
  let size = chunks.reduce((sum, {length}) => sum + length, 0)
  const refuseTooMuch = () => {
    if (size > limit) throw new Failure('usage', `Standard input is larger than ${limit} bytes.`)
  }
  refuseTooMuch()
  if (!ended)
    for await (const chunk of process.stdin) {
      size += chunk.length
      refuseTooMuch()
      chunks.push(chunk)
    }
  return Buffer.concat(chunks)
}

/** Whoever pipes a line in may keep the pipe open. */
async function readLine(limit = 64 * 1024): Promise<string | undefined> {
  let text = ''
  for await (const chunk of process.stdin) {
    text += chunk
    if (text.length > limit) throw new Failure('usage', `The line on standard input is longer than ${limit} bytes.`)
    if (text.includes('\n')) break
  }
  return text === '' ? undefined : text.split(/\r?\n/, 1)[0]
}
