import {loginCommand} from '../grants/login-command.ts'
import type {TokenSet} from '../grants/token-set.ts'
import type {Store} from '../profile/profile.ts'
import {asWords, defaultIdentity} from './names.ts'

/** A store that keeps something. */
export type KeepingStore = Exclude<Store, 'none'>

/**
 * What a kept file says in the clear: whose it is, and enough for `status`, which asks nobody for a key. Sealed content
 * is bound to every word of it, so that it cannot be moved to another profile, issuer or client.
 */
export interface Label {
  readonly holds: 'session' | 'client-secret'
  readonly store: KeepingStore
  readonly profile: string
  /** Absent for client secrets, which belong to a profile. */
  readonly identity?: string
  readonly issuer: string
  readonly clientId: string
  /** ISO 8601, UTC. */
  readonly savedAt: string
  /** Absent for client secrets. */
  readonly about?: About
}

/** What may be known of a session without opening it. */
export interface About {
  readonly subject?: string
  readonly username?: string
  readonly groups?: readonly string[]
  readonly scope?: string
  /** Whether the tokens are bound to a key that is kept with them (DPoP). */
  readonly bound?: true
  readonly grant: TokenSet['grant']
  readonly tokens: readonly KeptToken[]
}

/** The command that makes a new file in this one's place. */
export function beginAgain({profile, issuer, clientId, identity = defaultIdentity}: Label): string {
  return loginCommand({name: profile, issuer, clientId}, ...asWords(identity))
}

export interface KeptToken {
  readonly kind: 'access' | 'id' | 'refresh'
  /** ISO 8601, UTC; absent where it does not say. */
  readonly expiresAt?: string
}
