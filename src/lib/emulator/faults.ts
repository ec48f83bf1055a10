/**
 * Trouble to order. A fault waits for the next request to its target: a Cognito operation (`AdminGetUser`), an endpoint
 * (`discovery`, `jwks`, `authorize`, `token`, `userInfo`, `revoke`, `device`, `introspect`, `graphql`, `events`, `rest`), or `*`.
 */
export type Fault =
  /** Refused as the protocol words throttling; HTTP 429 outside the Cognito API. */
  | {readonly kind: 'throttle'}
  /** A server fault with this HTTP status, 500 unless said. */
  | {readonly kind: 'error'; readonly status?: number}
  /** Answered as usual, after `ms` milliseconds. */
  | {readonly kind: 'slow'; readonly ms: number}
  /** The connection is cut: before the request is carried out, or after it, before the answer. */
  | {readonly kind: 'cut'; readonly when: 'before' | 'after'}
  /** An answer in HTML where another format was expected, as a proxy or a wrong address gives it. */
  | {readonly kind: 'html'}

/** Whether a value read from a file or a request is a fault. */
export function isFault(value: unknown): value is Fault {
  const {kind, status, ms, when} = (value ?? {}) as Record<string, unknown>
  switch (kind) {
    case 'throttle':
    case 'html':
      return true
    case 'error':
      return status === undefined || (Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599)
    case 'slow':
      return typeof ms === 'number' && ms >= 0
    case 'cut':
      return when === 'before' || when === 'after'
    default:
      return false
  }
}

export interface Faults {
  /** Orders `fault` for the next `times` requests to `target` (1 unless said). */
  next(target: string, fault: Fault, times?: number): void
  /** Takes the fault due for this target, if any. */
  take(target: string): Fault | undefined
  clear(): void
  /** What is still waiting. */
  list(): {target: string; fault: Fault; times: number}[]
}

export function orderedFaults(): Faults {
  let waiting: {target: string; fault: Fault; times: number}[] = []
  return {
    next: (target, fault, times = 1) => {
      waiting.push({target, fault, times})
    },
    take: target => {
      const due = waiting.find(entry => entry.target === target || entry.target === '*')
      if (!due) return undefined
      due.times -= 1
      if (due.times <= 0) waiting = waiting.filter(entry => entry !== due)
      return due.fault
    },
    clear: () => {
      waiting = []
    },
    list: () => waiting.map(entry => ({...entry})),
  }
}
