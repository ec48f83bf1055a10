import {masked} from './secrets.ts'

/** What a dry run answers: the requests that would be sent, in order, and what they would change. */
export interface Rehearsal {
  readonly dryRun: true
  readonly calls: Call[]
  readonly changes: Change[]
}

export interface Call {
  readonly operation: string
  /** As the API takes it; secrets are masked. */
  readonly input: object
}

/** One value that would be different. `before` is absent for what would be new, `after` for what would be gone. */
export interface Change {
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** A request as a dry run shows it. */
export function noted({operation, input}: Call): Call {
  return {operation, input: masked(input) as object}
}

/** The leaves in which two plain values differ, by path. */
export function differences(before: unknown, after: unknown, path = ''): Change[] {
  if (isRecord(before) || isRecord(after)) {
    const [from, to] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return keys.flatMap(key => differences(from[key], to[key], path === '' ? key : `${path}.${key}`))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [{path, ...(before === undefined ? {} : {before}), ...(after === undefined ? {} : {after})}]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What a write leaves behind: read back from the server or, in a rehearsal, as it would be, with the difference noted.
 * Left out of the difference is what only the server knows, such as dates.
 */
export async function outcome<T extends object>(
  {rehearsal}: {readonly rehearsal?: Rehearsal},
  change: {readonly before?: T | undefined; readonly after: T},
  readBack: () => Promise<T>,
): Promise<T> {
  if (!rehearsal) return readBack()
  rehearsal.changes.push(...differences(change.before, change.after))
  return change.after
}
