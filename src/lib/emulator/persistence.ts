import {randomBytes} from 'node:crypto'
import {chmod, mkdir, open, readdir, readFile, rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {emptyState, type State} from './state.ts'

const version = 1

/** A state directory: read once at start, written whole and atomically after each change, 0600 in a folder of 0700. */
export interface StateFolder {
  /** The state kept there; undefined in a new folder. */
  readonly kept: State | undefined
  /** Writes `state` soon; changes that arrive meanwhile share one write. */
  save(state: State): void
  /** Resolves once everything asked for is on disk. */
  settled(): Promise<void>
}

/** @throws an Error naming the file when it cannot be read as a state of this version; the file is left as it is. */
export async function openStateFolder(folder: string, onError: (error: unknown) => void): Promise<StateFolder> {
  await mkdir(folder, {recursive: true, mode: 0o700})
  await chmod(folder, 0o700)
  const file = join(folder, 'state.json')
  await removeLeftovers(folder)
  const kept = await readState(file)
  let wanted: State | undefined
  let writing: Promise<void> | undefined

  async function writeAll(): Promise<void> {
    while (wanted) {
      const text = encode(wanted)
      wanted = undefined
      await replace(file, text).catch(onError)
    }
    writing = undefined
  }
  return {
    kept,
    save: state => {
      wanted = state
      writing ??= new Promise(resolve => setImmediate(resolve)).then(writeAll)
    },
    settled: async () => writing,
  }
}

async function readState(file: string): Promise<State | undefined> {
  const text = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    const found = JSON.parse(text, revive) as {version: number; state: State}
    if (found.version === version) return {...emptyState(), ...found.state}
  } catch {
    // Worded below: which file, and that it is still there.
  }
  throw new Error(`${file} is not a state this version can read. Move it away to begin anew.`)
}

function encode(state: State): string {
  return JSON.stringify({version, state}, replacer)
}

function replacer(_key: string, value: unknown): unknown {
  if (value instanceof Map) return {$map: [...value]}
  if (value instanceof Set) return {$set: [...value]}
  return value
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('$map' in value) return new Map(value.$map as [unknown, unknown][])
  if ('$set' in value) return new Set(value.$set as unknown[])
  return value
}

async function replace(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
}

async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder)
  const leftovers = names.filter(name => /^state\.json\.[0-9a-f]+\.tmp$/.test(name))
  await Promise.all(leftovers.map(name => rm(join(folder, name), {force: true})))
}
