import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {makeFolders} from '../lib/disk/folders.ts'
import {platformFolders} from '../lib/world/node/folders.ts'
import type {Environment} from '../lib/world/world.ts'

/** Files kept, of about a megabyte each. */
const most = 32

/** What V8 made of our sources in earlier runs. Losing it costs milliseconds, so no trouble with it is ever told. */
export interface CodeCache {
  read(name: string): Buffer | undefined
  keep(name: string, code: Buffer): void
}

/**
 * Files `<name>-<build>-<Node>-<architecture>` in the cache folder's `code`. V8 believes what it is given, so the folder
 * must be ours and 0700, and each file ours and 0600; `AUTHCTL_CODE_CACHE=0` does without. Undefined there, and where the
 * system has no owners to check.
 */
export function codeCache(env: Environment, build: string): CodeCache | undefined {
  if (env.AUTHCTL_CODE_CACHE === '0' || process.geteuid === undefined) return undefined
  let folder: string
  try {
    folder = join(platformFolders(env).cache, 'code')
  } catch {
    return undefined
  }
  const file = (name: string) => join(folder, `${name}-${build}-${process.version}-${process.arch}`)
  return {
    read: name => quietly(() => (isPrivate(lstatSync(folder)) ? readTwice(file(name)) : undefined)),
    keep: (name, code) =>
      quietly(() => {
        makeFolders(folder)
        if (!isPrivate(lstatSync(folder))) return
        sweep(folder, build)
        const draft = `${file(name)}.${process.pid}`
        writeFileSync(draft, Buffer.concat([code, code]), {mode: 0o600, flag: 'wx'})
        renameSync(draft, file(name))
      }),
  }
}

/** Removes what other builds kept, and the oldest of ours beyond `most`. */
function sweep(folder: string, build: string): void {
  const files = readdirSync(folder).map(name => ({name, at: lstatSync(join(folder, name)).mtimeMs}))
  const ours = files.filter(({name}) => name.includes(`-${build}-`)).sort((a, b) => b.at - a.at)
  const kept = new Set(ours.slice(0, most - 1))
  for (const file of files) if (!kept.has(file)) rmSync(join(folder, file.name), {force: true})
}

/** The code stands in its file twice: V8 does not notice a damaged byte, and comparing is the cheapest way to. */
function readTwice(file: string): Buffer | undefined {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    if (!isPrivate(fstatSync(fd))) return undefined
    const bytes = readFileSync(fd)
    const [first, second] = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)]
    return first.equals(second) ? first : undefined
  } finally {
    closeSync(fd)
  }
}

function isPrivate({uid, mode}: Stats): boolean {
  return uid === process.geteuid?.() && (mode & 0o077) === 0
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
