import type {Verdict} from './document.ts'
import type {Seen} from './read-run.ts'

/** What became of one cell between two runs; absent where one of them has no such cell. */
export interface Change {
  readonly operation: string
  readonly identity: string
  readonly before?: Verdict
  readonly after?: Verdict
}

/** Who gained, who lost, and what came, went, or cannot be told. */
export interface RunDifference {
  readonly gained: readonly Change[]
  readonly lost: readonly Change[]
  readonly other: readonly Change[]
}

/** Compares what two runs saw. */
export function runDifference(before: readonly Seen[], after: readonly Seen[]): RunDifference {
  const keyed = (cells: readonly Seen[]) => new Map(cells.map(cell => [`${cell.operation}\n${cell.identity}`, cell]))
  const [old, now] = [keyed(before), keyed(after)]
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Change[] => {
    const [was, is] = [old.get(key)?.verdict, now.get(key)?.verdict]
    if (was === is) return []
    const [operation = '', identity = ''] = key.split('\n')
    return [{operation, identity, ...(was && {before: was}), ...(is && {after: is})}]
  })
  const gained = changes.filter(({before: was, after: is}) => is === 'allow' && was !== 'allow')
  const lost = changes.filter(({before: was, after: is}) => was === 'allow' && is === 'deny')
  return {gained, lost, other: changes.filter(one => !gained.includes(one) && !lost.includes(one))}
}
