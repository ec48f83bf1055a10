import {readdir, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'

/** The name of the file that is to become `path`. It tells its writer, so that others know when it was left behind. */
export function temporaryName(path: string, unique: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${unique}.tmp`)
}

/** Removes what writers of `path` left behind when they were killed. Best effort: a leftover harms nobody. */
export async function sweepLeftovers(path: string): Promise<void> {
  const folder = dirname(path)
  const prefix = `.${basename(path)}.`
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (!name.startsWith(prefix)) continue
    const [, pid] = /^(\d+)\.[0-9a-f]+\.tmp$/.exec(name.slice(prefix.length)) ?? []
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), {force: true}).catch(() => {})
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
