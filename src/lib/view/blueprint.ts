import type {Blueprint, Section} from '../blueprint/document.ts'
import type {Step} from '../blueprint/step.ts'
import {paint} from './paint.ts'
import {changesText} from './rehearsal.ts'
import {safe} from './safe.ts'

const names = {
  resourceServers: ['resource server', 'resource servers'],
  providers: ['identity provider', 'identity providers'],
  clients: ['client', 'clients'],
  groups: ['group', 'groups'],
  users: ['user', 'users'],
} as const satisfies Record<Section, readonly [one: string, many: string]>

interface Captured extends Blueprint {
  readonly pool: string
  readonly file: string
  readonly remarks: readonly string[]
}

/** What was written, what was left out, and what to do next. */
export function capturedText({pool, file, remarks, ...blueprint}: Captured): string {
  const counts = Object.entries(names).flatMap(([section, [one, several]]) => {
    const things = blueprint[section as Section]
    const many = Object.keys(things ?? {}).length
    return things === undefined ? [] : [`${many} ${many === 1 ? one : several}`]
  })
  return [
    `${safe(file)}: ${counts.join(', ')} of ${safe(pool)}.`,
    ...remarks.map(remark => paint.yellow(`${safe(remark)}.`)),
    `${paint.dim('→')} authctl plan ${safe(file)}`,
  ].join('\n')
}

interface Planned {
  readonly pool: string
  readonly file: string
  readonly steps: readonly Step[]
  readonly extra: readonly Step[]
}

/** What would be done, step by step, and what is there beside the file. */
export function planText({pool, file, steps, extra}: Planned): string {
  const rest =
    extra.length === 0
      ? []
      : [
          paint.dim(
            `${extra.length} more ${extra.length === 1 ? 'thing is' : 'things are'} there and not in ${safe(file)} (--prune):`,
          ),
          ...extra.map(({kind, name}) => paint.dim(`  ${kind} ${safe(name)}`)),
        ]
  if (steps.length === 0) return [`Nothing would change: ${safe(pool)} is what ${safe(file)} says.`, ...rest].join('\n')
  return [
    `${steps.length} ${steps.length === 1 ? 'step' : 'steps'} would make ${safe(pool)} what ${safe(file)} says:`,
    ...steps.map(stepText),
    ...rest,
  ].join('\n')
}

function stepText(step: Step): string {
  const style = {create: paint.green, change: paint.yellow, delete: paint.red}[step.action]
  const head = style(safe(step.words))
  return step.changes.length === 0 ? head : `${head}\n${changesText(step.changes)}`
}

interface Applied {
  readonly pool: string
  readonly file: string
  readonly steps: readonly Step[]
  readonly journal?: string
  readonly interrupted?: string
}

/** What was done. */
export function appliedText({pool, file, steps, journal, interrupted}: Applied): string {
  if (steps.length === 0) return `Nothing to do: ${safe(pool)} is what ${safe(file)} says.`
  return [
    ...(interrupted === undefined ? [] : [`The run before this one was cut off at: ${safe(interrupted)}.`]),
    ...steps.map(step => safe(step.words)),
    `${steps.length} ${steps.length === 1 ? 'step' : 'steps'} done: ${safe(pool)} is what ${safe(file)} says.`,
    ...(journal === undefined ? [] : [paint.dim(`Journal: ${safe(journal)}`)]),
  ].join('\n')
}
