import {createHash} from 'node:crypto'
import {constants} from 'node:fs'
import {link, open, readdir, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {type Holder, isGone, thisProcess} from './holder.ts'
import {sweepLeftovers, temporaryName} from './leftovers.ts'
import {writeNew} from './private-file.ts'
import {makePrivateFolder} from './private-folder.ts'
import {codeOf, diskTrouble} from './trouble.ts'

export interface LockOptions {
  /** How long to wait for the lock, in milliseconds. */
  readonly patience?: number
  /** What the holder is doing, as the end of a sentence, for the message when patience ends. */
  readonly doing?: string
}

/**
 * Runs `work` while no other process runs work under the same `path`.
 *
 * The lock is a file that names its holder. It is taken over only from a process that is gone, and never because it is
 * old: a holder that was stopped for an hour still holds it.
 * @throws Failure `timed_out` when the lock stays taken, `cancelled` when the person cancels, `storage_failed`.
 */
export async function underLock<T>(
  world: Pick<World, 'clock' | 'cancelled'>,
  path: string,
  work: () => Promise<T>,
  {patience = 60_000, doing = 'working on the same thing'}: LockOptions = {},
): Promise<T> {
  const hold = await locked(world, path, patience, doing)
  try {
    return await work()
  } finally {
    if ((await readHold(path).catch(() => undefined))?.id === hold) await rm(path, {force: true}).catch(() => {})
  }
}

/** Waits for the lock; gives the id of our hold. */
async function locked(
  {clock, cancelled}: Pick<World, 'clock' | 'cancelled'>,
  path: string,
  patience: number,
  doing: string,
): Promise<string> {
  const until = performance.now() + patience
  try {
    await makePrivateFolder(dirname(path))
    for (;;) {
      const hold = await tryLock(path)
      if (hold !== undefined) {
        await sweepRights(path)
        return hold
      }
      if (performance.now() > until) throw await stillTaken(path, doing)
      await clock.sleep(15 + Math.random() * 50, cancelled)
    }
  } catch (error) {
    throw diskTrouble(error, path, 'locked')
  }
}

/**
 * Takes the lock if it is free and gives the id of our hold; clears it away if its holder is gone.
 *
 * Reading that a holder is gone and removing its file are two steps, between which others may have done both and locked
 * anew. So removing a particular dead hold is itself a right that one process has at a time: a lock named after that
 * hold. While we have it nobody else removes this hold, so what we still read there is what we remove. Should the owner
 * of that right die, the right is taken over in the same way.
 */
async function tryLock(path: string): Promise<string | undefined> {
  const taken = await readHold(path)
  if (!taken) return claim(path)
  if (!(await mayBeCleared(taken))) return undefined
  const right = `${path}.${taken.id}`
  if ((await tryLock(right)) === undefined) return undefined
  try {
    if ((await readHold(path))?.id === taken.id) await rm(path, {force: true})
  } finally {
    await rm(right, {force: true})
  }
  return undefined
}

/** Rights whose owners died: worthless once the hold they are about is gone, and it is, because we have the lock. */
async function sweepRights(path: string): Promise<void> {
  await sweepLeftovers(path)
  const prefix = `${basename(path)}.`
  for (const name of await readdir(dirname(path))) {
    if (name.startsWith(prefix) && /^[0-9a-f]{16}(\.[0-9a-f]{16})*$/.test(name.slice(prefix.length)))
      await rm(join(dirname(path), name), {force: true})
  }
}

/** link() gives a file its name with its content complete, or fails because the name is taken. */
async function claim(path: string): Promise<string | undefined> {
  const holder = await thisProcess()
  const temporary = temporaryName(path, holder.id)
  try {
    await writeNew(temporary, JSON.stringify(holder))
    await link(temporary, path)
    return holder.id
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined
    throw error
  } finally {
    await rm(temporary, {force: true})
  }
}

/** What stands in a lock file: a holder, or something that no process of ours can have written. */
interface Hold {
  readonly id: string
  readonly holder?: Holder
}

async function mayBeCleared({holder}: Hold): Promise<boolean> {
  return holder === undefined || isGone(holder)
}

async function readHold(path: string): Promise<Hold | undefined> {
  const text = await readLock(path)
  if (text === undefined) return undefined
  try {
    const holder = JSON.parse(text) as Holder
    if (/^[0-9a-f]{16}$/.test(holder.id) && Number.isSafeInteger(holder.pid) && holder.pid > 0)
      return {id: holder.id, holder}
  } catch {
    // Left by a power cut, or planted.
  }
  return {id: createHash('sha256').update(text).digest('hex').slice(0, 16)}
}

async function readLock(path: string): Promise<string | undefined> {
  const {O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0} = constants
  try {
    const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      if (!(await file.stat()).isFile()) throw new Failure('storage_failed', `${path} is in the way of a lock.`)
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function stillTaken(path: string, doing: string): Promise<Failure> {
  const holder = (await readHold(path))?.holder
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process'
  return new Failure('timed_out', `Another authctl (${who}) is still ${doing}.`, {
    hints: ['wait for it, or end it', `if there is no such process, remove ${path}`],
  })
}
