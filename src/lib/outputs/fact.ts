import type {Api} from '../profile/profile.ts'

/** One thing that a document about a deployment tells, and where in it: a path such as `NotesStack.UserPoolId`. */
export type Fact =
  | {readonly what: 'pool'; readonly value: string; readonly from: string}
  | ClientFact
  | {readonly what: 'issuer'; readonly value: string; readonly from: string}
  | {readonly what: 'region'; readonly value: string; readonly from: string}
  | {readonly what: 'scopes'; readonly value: readonly string[]; readonly from: string}
  | {readonly what: 'redirectUris'; readonly value: readonly string[]; readonly from: string}
  | ApiFact
  /** Its value goes into the store or nowhere. */
  | {readonly what: 'clientSecret'; readonly value: string; readonly from: string}
  | {readonly what: 'apiKey'; readonly value: string; readonly from: string}
  | {readonly what: 'unclear'; readonly from: string; readonly why: string}

/** A client; of this pool, where the document says so. */
export interface ClientFact {
  readonly what: 'client'
  readonly value: string
  readonly from: string
  readonly pool?: string | undefined
}

export interface ApiFact {
  readonly what: 'api'
  readonly kind: Api['kind']
  readonly value: string
  readonly from: string
  readonly name?: string | undefined
  readonly auth?: Api['auth'] | undefined
}

/** What a document tells, under the name of its shape. */
export interface Deployed {
  readonly shape: string
  readonly facts: readonly Fact[]
}

/** The facts of one kind. */
export function factsWhich<W extends Fact['what']>(facts: readonly Fact[], what: W): Extract<Fact, {what: W}>[] {
  return facts.filter((fact): fact is Extract<Fact, {what: W}> => fact.what === what)
}
