import {createHash} from 'node:crypto'
import type {Directory} from '../directory/directory.ts'
import {underLock} from '../disk/lock.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {type Journal, journalPath, openJournal} from './journal.ts'
import type {Plan} from './plan.ts'
import type {Secrets} from './secrets.ts'
import {type Step, stepOf} from './step.ts'

export interface Applied {
  readonly pool: string
  readonly file: string
  /** What was done, in order. */
  readonly steps: readonly Step[]
  /** Where each of them is written down. */
  readonly journal?: string
  /** The step at which a run before this one was cut off. */
  readonly interrupted?: string
}

interface Given {
  readonly file: string
  readonly text: string
  readonly secrets: Secrets
}

/**
 * Takes the steps of a plan, one after another, and writes each down before and after. In a rehearsal they are only noted.
 * Cut off at any instant, it is run again: what is done is read from the pool.
 * @throws Failure `input_required` for a secret that is missing, before the first write; `conflict` for what somebody else
 *   changed since the plan was made; `partly_done` when it stops for another reason after the first step; `timed_out`
 *   while another authctl on this machine applies to this pool.
 */
export async function applyPlan(
  world: Pick<World, 'folders' | 'clock' | 'cancelled'>,
  directory: Directory,
  plan: Plan,
  {file, text, secrets}: Given,
): Promise<Applied> {
  const {pool, tasks} = plan
  const steps = tasks.map(stepOf)
  if (directory.rehearsal) {
    for (const task of tasks) await task.run(directory, rehearsedSecrets)
    return {pool, file, steps}
  }
  for (const {needs = []} of tasks) for (const [path, from] of needs) await secrets.at(path, from)
  if (tasks.length === 0) return {pool, file, steps}
  const lock = `${journalPath(world, pool)}.lock`
  const run = async () => {
    const journal = await openJournal(world, pool)
    try {
      const hash = createHash('sha256').update(text).digest('hex')
      await journal.note({state: 'plan', pool, file, hash, steps: tasks.length})
      await takeSteps(directory, plan, {file, secrets, journal})
      await journal.note({state: 'end'})
      const {path, interrupted} = journal
      return {pool, file, steps, journal: path, ...(interrupted === undefined ? {} : {interrupted})}
    } finally {
      await journal.close()
    }
  }
  return underLock(world, lock, run, {patience: 2_000, doing: 'applying to this pool'})
}

async function takeSteps(
  directory: Directory,
  {tasks}: Plan,
  {file, secrets, journal}: {file: string; secrets: Secrets; journal: Journal},
): Promise<void> {
  for (const [at, task] of tasks.entries()) {
    const {changes, words, ...step} = stepOf(task)
    // Which settings, never their values: they are about people.
    const entry = {...step, step: at + 1, paths: changes.map(({path}) => path)}
    try {
      directory.cancelled.throwIfAborted()
      await journal.note({...entry, state: 'begun'})
      await task.run(directory, secrets)
    } catch (error) {
      const code = error instanceof Failure ? error.code : 'unexpected'
      await journal.note({...entry, state: 'failed', code}).catch(() => {})
      throw stopped(error, {at, of: tasks.length, words, file})
    }
    await journal.note({...entry, state: 'done'})
  }
}

/** Why it stopped, how far it came, and how it goes on. */
function stopped(
  error: unknown,
  {at, of, words, file}: {at: number; of: number; words: string; file: string},
): unknown {
  if (!(error instanceof Failure)) return error
  const kept = error.code === 'conflict' || error.code === 'cancelled' || at === 0
  const message = `Step ${at + 1} of ${of}, ${words}: ${error.message} ${at === 0 ? 'Nothing was done before it.' : `The ${at === 1 ? 'step' : `${at} steps`} before it ${at === 1 ? 'is' : 'are'} done.`}`
  return new Failure(kept ? error.code : 'partly_done', message, {
    hints: [...error.hints, `authctl plan ${file}`, `authctl apply ${file}`],
    cause: error,
  })
}

/** Nobody needs to have a secret at hand for seeing what would be done. */
const rehearsedSecrets: Secrets = {at: async () => '•••', peek: async () => undefined}
