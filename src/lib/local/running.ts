import {join} from 'node:path'
import {type Holder, isGone, thisProcess} from '../disk/holder.ts'
import {readPrivateFile, removePrivateFile, writePrivateFile} from '../disk/private-file.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import type {LocalStack} from './local-stack.ts'

type Place = Pick<World, 'folders'>

/** Where a running stack is remembered, so that other commands find it. */
export function runFile({folders}: Place): string {
  return join(folders.data, 'emulator.json')
}

/** The stack that runs on this machine for this user; undefined where none does, also when one was killed. */
export async function findRunning(world: Place): Promise<LocalStack | undefined> {
  const text = await readPrivateFile(runFile(world))
  if (text === undefined) return undefined
  try {
    const {holder, ...stack} = JSON.parse(text) as LocalStack & {holder: Holder}
    return (await isGone(holder)) ? undefined : stack
  } catch {
    // A file that makes no sense points at no process; the next start replaces it.
    return undefined
  }
}

/** @throws Failure `not_found`, with the command that starts one. */
export async function requireRunning(world: Place): Promise<LocalStack> {
  const running = await findRunning(world)
  if (!running)
    throw new Failure('not_found', 'No local stack is running.', {hints: ['authctl emulator start --detach']})
  return running
}

/** Remembers that this process is the running stack. */
export async function remember(world: Place, stack: LocalStack): Promise<void> {
  await writePrivateFile(runFile(world), `${JSON.stringify({...stack, holder: await thisProcess()}, undefined, 2)}\n`)
}

/** Forgets it, unless another stack has taken the place meanwhile. */
export async function forget(world: Place, {pid}: LocalStack): Promise<void> {
  const text = await readPrivateFile(runFile(world))
  if (text !== undefined && (JSON.parse(text) as LocalStack).pid === pid) await removePrivateFile(runFile(world))
}
