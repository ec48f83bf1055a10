import {isDeepStrictEqual} from 'node:util'
import type {Directory} from '../directory/directory.ts'
import type {Change} from '../directory/rehearsal.ts'
import {Failure, failedWith} from '../failure.ts'
import type {SecretFrom} from './document.ts'
import type {Secrets} from './secrets.ts'

/** One thing that would be done to the pool. */
export interface Step {
  readonly action: 'create' | 'change' | 'delete'
  readonly kind: 'resource server' | 'identity provider' | 'client' | 'group' | 'user' | 'membership'
  readonly name: string
  /** Of a membership. */
  readonly group?: string
  /** By path, in the file's words; secrets are masked. */
  readonly changes: readonly Change[]
  /** The same as a sentence has it: `create client web`. */
  readonly words: string
}

/** A step that can be taken. */
export interface Task extends Omit<Step, 'words'> {
  /** What it cannot do without, by where the file says so. */
  readonly needs?: readonly (readonly [path: string, from: SecretFrom])[]
  run(directory: Directory, secrets: Secrets): Promise<unknown>
}

/** A step in words: `create client web`. */
export function stepWords({action, kind, name, group}: Omit<Step, 'words' | 'changes'>): string {
  if (kind !== 'membership') return `${action} ${kind} ${name}`
  return action === 'create' ? `put user ${name} into group ${group}` : `take user ${name} out of group ${group}`
}

/** A task as a value. */
export function stepOf(task: Task): Step {
  const {action, kind, name, group, changes} = task
  return {action, kind, name, ...(group === undefined ? {} : {group}), changes, words: stepWords(task)}
}

/** Whether a thing still is what it was when the plan was made. @throws Failure `conflict`. */
export function refuseChanged(what: string, then: unknown, now: unknown): void {
  if (!isDeepStrictEqual(then, now))
    throw new Failure('conflict', `${what} was changed meanwhile by somebody else, and is left as it is.`)
}

/** A deletion that is content when somebody else was first. */
export function deletion(kind: Task['kind'], name: string, remove: (directory: Directory) => Promise<unknown>): Task {
  const run = (directory: Directory) =>
    remove(directory).catch(error => {
      if (!failedWith(error, 'not_found')) throw error
    })
  return {action: 'delete', kind, name, changes: [], run}
}
