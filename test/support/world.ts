import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runProgram} from '../../src/lib/cli/program.ts'
import {Failure} from '../../src/lib/failure.ts'
import {systemClock} from '../../src/lib/world/node/clock.ts'
import {refusingAsk} from '../../src/lib/world/refusing-ask.ts'
import type {World} from '../../src/lib/world/world.ts'
import {program} from '../../src/main.ts'

export interface TestWorld extends World {
  /** Removes the world's folders. */
  dispose(): void
}

/** A world with real sockets and temporary folders, and with nobody there: no browser, no keyring, no answers. */
export function testWorld(changes: Partial<World> = {}): TestWorld {
  const root = mkdtempSync(join(tmpdir(), 'authctl-test-'))
  return {
    clock: systemClock,
    env: {},
    cwd: root,
    folders: {config: join(root, 'config'), data: join(root, 'data'), cache: join(root, 'cache')},
    fetch: (input, init) => fetch(input, init),
    browser: {
      open: async url => {
        throw new Error(`nobody expected a browser at ${url}`)
      },
    },
    keyring: {read: noKeyring, write: noKeyring, remove: noKeyring},
    ask: refusingAsk,
    terminal: silentTerminal(),
    cancelled: new AbortController().signal,
    ...changes,
    dispose: () => rmSync(root, {recursive: true, force: true}),
  }
}

async function noKeyring(): Promise<never> {
  throw new Failure('storage_unavailable', 'This machine has no keyring that can be used.')
}

/** A terminal without a person, with this on its standard input. */
export function silentTerminal(input = ''): World['terminal'] {
  return {
    out: () => {},
    err: () => {},
    readInput: async (limit = Number.POSITIVE_INFINITY) => {
      if (Buffer.byteLength(input) > limit) throw new Failure('usage', `Standard input is larger than ${limit} bytes.`)
      return input
    },
    readLine: async () => (input === '' ? undefined : input.split('\n', 1)[0]),
    readBytes: async () => Buffer.from(input),
    inputIsTerminal: false,
    inputIsNull: false,
    outIsTerminal: false,
    errIsTerminal: false,
    columns: undefined,
    outColor: false,
    errColor: false,
  }
}

export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  /** stdout as the one JSON document it must be. */
  json(): any
}

/** Runs authctl in this process, inside `world`, and tells what a shell would have seen. */
export async function authctl(world: World, ...argv: string[]): Promise<Ran> {
  const said = {out: '', err: ''}
  const terminal = Object.create(world.terminal, {
    out: {
      value: (text: string | Uint8Array) => {
        said.out += typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
        world.terminal.out(text)
      },
    },
    err: {
      value: (text: string) => {
        said.err += text
        world.terminal.err(text)
      },
    },
  })
  const status = await runProgram(argv, program(), Object.create(world, {terminal: {value: terminal}}))
  return {status, stdout: said.out, stderr: said.err, json: () => JSON.parse(said.out)}
}
