import {randomBytes} from 'node:crypto'
import {dropNote, keepNote, note} from '../oidc/records.ts'
import type {Stack} from '../stack.ts'

/** A person who was sent to a provider, and is expected back with an answer to this very errand. */
export interface Errand {
  readonly poolId: string
  readonly clientId: string
  readonly provider: string
  /** The interaction that waits meanwhile. */
  readonly uid: string
  /** The ID of the SAML request, or the nonce of the OpenID request: the answer repeats it. */
  readonly proof: string
}

/** What came of it; for an interaction, unless the provider began. */
export type Outcome = {readonly uid?: string} & ({readonly sub: string} | {readonly refusal: string})

/** Seconds in which a person must be back, as at Cognito. */
const patience = 300

/** Remembers an errand under a name that nobody guesses: `RelayState`, or `state`. */
export function sendOff(stack: Stack, errand: Errand): string {
  const name = randomBytes(24).toString('base64url')
  keepNote(stack, `errand/${name}`, {...errand}, patience)
  return name
}

/** The errand of this name; it is over once somebody came back with it. */
export function comeBack(stack: Stack, name: string): Errand | undefined {
  const errand = note(stack, `errand/${name}`) as Errand | undefined
  dropNote(stack, `errand/${name}`)
  return errand
}

/** Leaves the outcome for the sign-in page, where the browser has to show that it is the one that began. */
export function leaveOutcome(stack: Stack, outcome: Outcome): string {
  const name = randomBytes(24).toString('base64url')
  keepNote(stack, `outcome/${name}`, {...outcome}, 60)
  return name
}

/** The outcome of this name for this interaction, once. */
export function takeOutcome(stack: Stack, name: string, uid: string): Outcome | undefined {
  const outcome = note(stack, `outcome/${name}`) as Outcome | undefined
  if (outcome?.uid !== undefined && outcome.uid !== uid) return undefined
  dropNote(stack, `outcome/${name}`)
  return outcome
}
