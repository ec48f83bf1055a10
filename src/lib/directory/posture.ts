import {type Client, getClient, listClients} from './clients.ts'
import type {Directory} from './directory.ts'
import {getPool, type Pool} from './pools.ts'
import {postureRules} from './posture-rules.ts'

/** How bad a finding is, worst first. */
export const levels = ['high', 'medium', 'low'] as const
export type Level = (typeof levels)[number]

/** Something about a pool that is weaker than it could be. */
export interface PostureFinding {
  /** Which rule it is by: these stay the same between versions. */
  readonly rule: string
  readonly level: Level
  /** What it is about: `pool us-east-1_X`, `client web (4example)`. */
  readonly subject: string
  readonly message: string
  /** A command that mends it, or what to do. */
  readonly remedy?: string
}

export interface Posture {
  readonly pool: string
  readonly name: string
  readonly clients: number
  /** Worst first. */
  readonly findings: readonly PostureFinding[]
}

/** Everything the rules look at. */
export interface Surveyed {
  readonly pool: Pool
  readonly clients: readonly Client[]
}

/** Clients described at once: the API allows five requests a second to one operation of one pool. */
const abreast = 3

/** Reads a pool and its clients and judges their settings; changes nothing. @throws Failure `not_found`. */
export async function checkPool(directory: Directory, ignored: readonly string[] = []): Promise<Posture> {
  const [pool, listed] = await Promise.all([getPool(directory), listClients(directory)])
  const clients: Client[] = []
  for (let at = 0; at < listed.length; at += abreast)
    clients.push(...(await Promise.all(listed.slice(at, at + abreast).map(({id}) => getClient(directory, id)))))
  return {pool: pool.id, name: pool.name, clients: clients.length, findings: judged({pool, clients}, ignored)}
}

/** What the rules find, worst first. */
export function judged(surveyed: Surveyed, ignored: readonly string[] = []): PostureFinding[] {
  const findings = postureRules
    .filter(({id}) => !ignored.includes(id))
    .flatMap(({id, level, judge}) => judge(surveyed).map(found => ({rule: id, level, ...found})))
  return findings.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
}

/** Those at least as bad as this. */
export function atLeast(findings: readonly PostureFinding[], level: Level): PostureFinding[] {
  return findings.filter(finding => levels.indexOf(finding.level) <= levels.indexOf(level))
}
