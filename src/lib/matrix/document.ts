import type {ApiModes, Mode} from '../api/modes.ts'

/** Whether somebody is let in. */
export type Expectation = 'allow' | 'deny'
/** What a probe came to: besides the two, `unknown` where there was nothing to be guarded, and `error`. */
export type Verdict = Expectation | 'unknown' | 'error'

/** Somebody who asks. */
export interface Identity {
  readonly auth: Mode
  /** The signed-in identity whose tokens are sent (`login --as NAME`). */
  readonly as?: string
  readonly token?: 'id' | 'access'
  /** The groups the expectation was derived from. */
  readonly groups?: readonly string[]
  /** A user made for the run and removed afterwards, in these groups. */
  readonly persona?: {readonly groups: readonly string[]}
}

/** What is asked: a GraphQL operation, or a REST route. */
export interface Operation {
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly rest?: string
  readonly expect: Readonly<Record<string, Expectation>>
}

/** `matrix.yaml`: who may do what, kept in git and held against the API. */
export interface MatrixDocument {
  readonly version: 1
  /** The profile's API by name. */
  readonly api?: string
  readonly modes?: ApiModes
  readonly identities: Readonly<Record<string, Identity>>
  /** Mutations that may be sent, by field; no other is. */
  readonly mutations?: readonly string[]
  readonly operations: Readonly<Record<string, Operation>>
}
