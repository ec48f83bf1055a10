import type {ChallengeNameType} from '@aws-sdk/client-cognito-identity-provider'

/** A sign-in under way: what was asked, and what is needed to judge the answer. */
export interface Challenge {
  readonly name: ChallengeNameType
  readonly clientId: string
  readonly username: string
  readonly expiresAt: number
  /** The key agreement of PASSWORD_VERIFIER. */
  readonly srp?: {readonly A: string; readonly B: string; readonly b: string; readonly secretBlock: string}
  /** The device that signs in, as it said. */
  readonly deviceKey?: string
  /** The code that was sent. */
  readonly code?: string
  /** What may be chosen. */
  readonly offered?: readonly string[]
  /** CUSTOM_CHALLENGE: which one of them, and which attempt at it. */
  readonly custom?: {readonly index: number; readonly attempt: number}
  /** MFA_SETUP: the secret under way, and whether its first code was right. */
  totpSecret?: string
  totpVerified?: boolean
}

export interface CustomChallenge {
  /** Public: the client sees them. */
  readonly parameters: Readonly<Record<string, string>>
  readonly answer: string
}

export interface RefreshToken {
  readonly clientId: string
  readonly username: string
  readonly originJti: string
  readonly scope: string
  /** Seconds since the epoch. */
  readonly authTime: number
  /** Whether it came from the OAuth endpoints rather than from InitiateAuth. */
  readonly viaOAuth: boolean
  /** The tracked device it was given to: nobody else may use it. */
  readonly deviceKey?: string
  readonly expiresAt: number
  /** Set once rotated away: usable until then, a replay afterwards. */
  replacedUntil?: number
}
