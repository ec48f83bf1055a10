import {Failure} from '../failure.ts'
import {parseTime} from './at-time.ts'

/** What whoever verifies knows beforehand. */
export interface Expectations {
  /** Compared exactly; absent only where `anyIssuer` says so. */
  readonly issuer?: string
  readonly clientId?: string
  readonly audience?: string
  readonly anyIssuer?: boolean
  readonly anyAudience?: boolean
  /** Told by the token itself when absent. */
  readonly kind?: 'id' | 'access'
  readonly nonce?: string
  readonly scopes?: readonly string[]
  readonly groups?: readonly string[]
  readonly algorithms?: readonly string[]
  /** Seconds by which clocks may differ. */
  readonly leeway?: number
  /** Seconds since the person signed in, at most. */
  readonly maxAge?: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Whose tokens, and for whom: from a profile or from flags. */
export interface Parties {
  readonly issuer?: string
  readonly clientId?: string
}

/** The flags of one verification, under their own names. */
export interface VerificationFlags {
  readonly audience?: string | undefined
  readonly kind?: 'id' | 'access' | undefined
  readonly nonce?: string | undefined
  readonly scope?: readonly string[] | undefined
  readonly group?: readonly string[] | undefined
  readonly alg?: readonly string[] | undefined
  readonly 'max-age'?: number | undefined
  readonly leeway: number
  readonly at?: string | undefined
  readonly 'skip-issuer-check': boolean
  readonly 'skip-audience-check': boolean
}

/** @throws Failure `usage` when verification would prove nothing (see `assertComplete`), or a flag makes no sense. */
export function expectationsOf(flags: VerificationFlags, {issuer, clientId}: Parties, now: number): Expectations {
  const expected: Expectations = {
    ...(issuer !== undefined && !flags['skip-issuer-check'] && {issuer}),
    ...(clientId !== undefined && {clientId}),
    ...(flags.audience !== undefined && {audience: flags.audience}),
    ...(flags.kind !== undefined && {kind: flags.kind}),
    ...(flags.nonce !== undefined && {nonce: flags.nonce}),
    ...(flags.scope && {scopes: flags.scope}),
    ...(flags.group && {groups: flags.group}),
    ...(flags.alg && {algorithms: flags.alg}),
    ...(flags['max-age'] !== undefined && {maxAge: flags['max-age']}),
    anyIssuer: flags['skip-issuer-check'],
    anyAudience: flags['skip-audience-check'],
    leeway: flags.leeway,
    now: flags.at === undefined ? now : parseTime(flags.at),
  }
  assertComplete(expected)
  return expected
}

/**
 * Refuses to verify what would prove nothing: a token of any issuer, or for anybody, unless that is said out loud.
 * @throws Failure `usage` naming the flags.
 */
export function assertComplete({issuer, anyIssuer, clientId, audience, anyAudience}: Expectations): void {
  if (!issuer && !anyIssuer) {
    throw new Failure('usage', 'Verification needs the issuer: the good signature of a stranger proves nothing.', {
      hints: ['pass --issuer URL or --profile NAME', '--skip-issuer-check accepts any issuer whose key is in --jwks'],
    })
  }
  if (!clientId && !audience && !anyAudience) {
    throw new Failure('usage', 'Verification needs the client or audience: a token for another app must not pass.', {
      hints: ['pass --client-id ID or --audience NAME', '--skip-audience-check accepts tokens meant for any app'],
    })
  }
}
