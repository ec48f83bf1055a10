import * as Flags from '@oclif/core/flags'
import type {Environment} from '../world/world.ts'
import {switchedOn} from './environment.ts'

/** On every command: following what is said to servers. */
export const traceFlags = {
  trace: Flags.boolean({
    summary: 'Tell on stderr what is sent, why, and what comes back; secrets are left out.',
    helpGroup: 'GLOBAL',
  }),
  'trace-file': Flags.string({
    summary: 'Write the same to a file, as a HAR that browsers open.',
    helpValue: 'FILE',
    helpGroup: 'GLOBAL',
  }),
  'trace-diagram': Flags.string({
    summary: 'Write it to a file as a Mermaid sequence diagram.',
    helpValue: 'FILE',
    helpGroup: 'GLOBAL',
  }),
}

/** What of a command somebody wants to follow. */
export interface Following {
  /** On stderr, as it happens. */
  readonly told: boolean
  /** Files to write. */
  readonly har: string | undefined
  readonly diagram: string | undefined
}

/** What is asked for, by flags or by the environment; undefined where nothing is. */
export function following(flags: object, env: Environment): Following | undefined {
  const {trace, 'trace-file': har, 'trace-diagram': diagram} = flags as Flagged
  const wanted = {
    told: trace || switchedOn(env.AUTHCTL_TRACE),
    har: (har ?? env.AUTHCTL_TRACE_FILE) || undefined,
    diagram: (diagram ?? env.AUTHCTL_TRACE_DIAGRAM) || undefined,
  }
  return wanted.told || wanted.har || wanted.diagram ? wanted : undefined
}

interface Flagged {
  readonly trace?: boolean
  readonly 'trace-file'?: string
  readonly 'trace-diagram'?: string
}
