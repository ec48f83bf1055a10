import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {makePrivateFolder} from '../disk/private-folder.ts'
import {codeOf} from '../disk/trouble.ts'
import {type Emulator, startEmulator} from '../emulator/emulator.ts'
import {readFaults} from '../emulator/read-faults.ts'
import {readSeed} from '../emulator/read-seed.ts'
import {Failure} from '../failure.ts'
import type {Editing} from '../profile/store.ts'
import type {World} from '../world/world.ts'
import {describeStack} from './describe.ts'
import type {LocalStack} from './local-stack.ts'
import {makeProfiles} from './profiles.ts'
import {findRunning, forget, remember} from './running.ts'

export interface StartOptions {
  readonly port: number
  /** A seed file, YAML or JSON; the demo world unless given. */
  readonly seed?: string | undefined
  /** Faults to order at the start, YAML or JSON. */
  readonly faults?: string | undefined
  /** Keeps the state in this folder; in memory unless given. */
  readonly data?: string | undefined
}

export interface StartedStack {
  readonly stack: LocalStack
  /** Stops it and forgets that it ran. */
  stop(): Promise<void>
}

/**
 * Starts the stack in this process, remembers it, and points the profiles `local` and `local-standard` at it.
 * @throws Failure `conflict` where one runs already or the port is taken, `config_invalid` for a seed, faults or state
 *   that cannot be used.
 */
export async function startLocalStack(
  world: Editing & Pick<World, 'cwd' | 'terminal'>,
  options: StartOptions,
): Promise<StartedStack> {
  const running = await findRunning(world)
  if (running)
    throw new Failure('conflict', `A local stack is running already, at ${running.url} (pid ${running.pid}).`, {
      hints: ['authctl emulator stop', 'set AUTHCTL_DATA_DIR to run another one'],
    })
  const emulator = await started(world, options)
  const stack = describeStack(emulator, {demo: options.seed === undefined})
  try {
    await makeProfiles(world, stack)
    await remember(world, stack)
    return {
      stack,
      stop: async () => {
        await emulator.stop()
        await forget(world, stack)
      },
    }
  } catch (error) {
    await emulator.stop()
    throw error
  }
}

async function started({cwd, terminal}: Pick<World, 'cwd' | 'terminal'>, options: StartOptions): Promise<Emulator> {
  const folder = options.data === undefined ? undefined : resolve(cwd, options.data)
  if (folder !== undefined) await makePrivateFolder(folder)
  const seed = options.seed === undefined ? undefined : await readAs(resolve(cwd, options.seed), readSeed)
  const faults = options.faults === undefined ? [] : await readAs(resolve(cwd, options.faults), readFaults)
  try {
    const emulator = await startEmulator({
      port: options.port,
      ...(seed && {seed}),
      log: line => terminal.err(`${line}\n`),
      ...(folder !== undefined && {folder}),
    })
    for (const {target, fault, times} of faults) emulator.faults.next(target, fault, times)
    return emulator
  } catch (error) {
    throw worded(error, options.port)
  }
}

async function readAs<T>(path: string, read: (text: string) => T | Promise<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch(cause => {
    throw new Failure('usage', `${path} cannot be read: ${codeOf(cause)}.`, {cause})
  })
  try {
    return await read(text)
  } catch (cause) {
    throw new Failure('config_invalid', `${path} cannot be used: ${(cause as Error).message}`, {cause})
  }
}

function worded(error: unknown, port: number): Failure {
  const {code, message} = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return new Failure('conflict', `Port ${port} is taken.`, {
      hints: ['pass --port 0 to let the system pick one'],
      cause: error,
    })
  if (code === 'EACCES')
    return new Failure('denied', `Port ${port} may not be used.`, {hints: ['pass --port 0'], cause: error})
  return new Failure('config_invalid', message, {cause: error})
}
