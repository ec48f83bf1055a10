import type {StackClock} from './clock.ts'
import type {Faults} from './faults.ts'
import type {State} from './state.ts'

/** What every part of the stack works with. */
export interface Stack {
  /** The address it is reached on, `http://127.0.0.1:49152`: issuers and endpoints are made from it. */
  readonly origin: string
  readonly clock: StackClock
  readonly state: State
  readonly faults: Faults
  /** Says in plain words why something was refused; a teaching tool, shown on stderr. */
  readonly log: (line: string) => void
}

/** The pool's issuer, as Cognito shapes it: the service's address, then the pool id. */
export function issuerOf({origin}: Pick<Stack, 'origin'>, pool: {readonly id: string}): string {
  return `${origin}/${pool.id}`
}
