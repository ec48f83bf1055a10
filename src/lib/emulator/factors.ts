/** Hexadecimal integers. */
export interface PasswordVerifier {
  readonly salt: string
  readonly verifier: string
}

/** Failures in a row, and until when they keep a door shut. */
export interface Attempts {
  failedAttempts: number
  lockedUntil?: number
}

/** Codes are counted apart from passwords: who has the password may not guess on for ever. */
export interface SecondFactors extends Attempts {
  /** Of the authenticator app, in base 32. */
  totpSecret?: string
  /** Handed out, and not proven by a first code yet. */
  pendingSecret?: string
  deviceName?: string
  /** The 30-second step of the last code that was accepted: no code is accepted twice. */
  lastStep?: number
  /** Factors switched on, such as `SOFTWARE_TOKEN_MFA`, and the one that is asked first. */
  enabled: string[]
  preferred?: string
}

export interface PendingCode {
  readonly code: string
  readonly expiresAt: number
  /** Wrong codes given in its place. */
  wrong: number
  /** The new value of an attribute that takes effect once its code comes back. */
  readonly value?: string
}

/** A device that signed in, confirmed itself with a verifier of its own secret, and may be remembered. */
export interface TrackedDevice extends PasswordVerifier {
  readonly key: string
  readonly groupKey: string
  readonly name: string
  remembered: boolean
  readonly createdAt: number
  updatedAt: number
  lastSignInAt: number
}
