import type {Client} from './clients.ts'
import type {Pool} from './pools.ts'
import type {Level, PostureFinding, Surveyed} from './posture.ts'

export interface PostureRule {
  readonly id: string
  readonly level: Level
  /** What it wants, in a sentence. */
  readonly wants: string
  readonly judge: (surveyed: Surveyed) => readonly Omit<PostureFinding, 'rule' | 'level'>[]
}

/** For a pool the remedy is what `pool set` is to be told. */
type Verdict = readonly [message: string, remedy?: string] | false | undefined

/** A rule about the pool itself. */
export function ofPool(id: string, level: Level, wants: string, verdict: (pool: Pool) => Verdict): PostureRule {
  const judge = ({pool}: Surveyed) => {
    const [message, flags] = verdict(pool) || []
    if (message === undefined) return []
    // By its id: the profile's own may be another.
    return found(`pool ${pool.id}`, flags === undefined ? [message] : [message, `authctl pool set ${pool.id} ${flags}`])
  }
  return {id, level, wants, judge}
}

/** A rule that each app client is held to. */
export function ofClient(
  id: string,
  level: Level,
  wants: string,
  verdict: (client: Client, surveyed: Surveyed) => Verdict,
): PostureRule {
  const judge = (surveyed: Surveyed) =>
    surveyed.clients.flatMap(client => found(`client ${client.name} (${client.id})`, verdict(client, surveyed)))
  return {id, level, wants, judge}
}

function found(subject: string, verdict: Verdict): Omit<PostureFinding, 'rule' | 'level'>[] {
  if (!verdict) return []
  const [message, remedy] = verdict
  return [{subject, message, ...(remedy === undefined ? {} : {remedy})}]
}
