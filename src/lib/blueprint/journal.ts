import {constants} from 'node:fs'
import {open} from 'node:fs/promises'
import {join} from 'node:path'
import {readPrivateFile} from '../disk/private-file.ts'
import {makePrivateFolder} from '../disk/private-folder.ts'
import {diskTrouble} from '../disk/trouble.ts'
import type {World} from '../world/world.ts'
import {type Step, stepWords} from './step.ts'

/** What was done to one pool by apply, line by line, each on disk before the next request goes out. */
export interface Journal {
  readonly path: string
  /** The step that a run before this one began and did not live to end. */
  readonly interrupted?: string
  note(entry: object): Promise<void>
  close(): Promise<void>
}

const {O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0} = constants
/** Far more than is ever written; beyond it nothing is looked for in it. */
const limit = 64 * 1024 * 1024

/** Where the journal of a pool, and the lock on applying to it, are kept: not beside the file, which is meant for git. */
export function journalPath({folders}: Pick<World, 'folders'>, pool: string): string {
  return join(folders.data, 'apply', `${pool.replace(/[^\w-]/g, '_')}.ndjson`)
}

/** Opens the journal of a pool for its owner alone. @throws Failure `storage_failed`. */
export async function openJournal(world: Pick<World, 'folders' | 'clock'>, pool: string): Promise<Journal> {
  const path = journalPath(world, pool)
  try {
    await makePrivateFolder(join(path, '..'))
    const before = (await readPrivateFile(path, limit)) ?? ''
    const file = await open(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600)
    const interrupted = unended(before)
    // A line that was cut short ends here.
    if (before !== '' && !before.endsWith('\n')) await file.appendFile('\n')
    return {
      path,
      ...(interrupted === undefined ? {} : {interrupted}),
      note: async entry => {
        try {
          await file.appendFile(`${JSON.stringify({at: new Date(world.clock.now()).toISOString(), ...entry})}\n`)
          await file.datasync()
        } catch (error) {
          throw diskTrouble(error, path, 'written')
        }
      },
      close: () => file.close(),
    }
  } catch (error) {
    throw diskTrouble(error, path, 'written')
  }
}

function unended(text: string): string | undefined {
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  try {
    const {state, ...step} = JSON.parse(last) as Omit<Step, 'words'> & {state?: string}
    return state === 'begun' ? stepWords(step) : undefined
  } catch {
    return undefined
  }
}
