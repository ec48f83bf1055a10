/** A device that a pool remembers: its own secret stands in for the second factor. Kept with the session, never shown. */
export interface Device {
  readonly key: string
  readonly group: string
  readonly password: string
  /** Whose it is: the names they sign in by. */
  readonly usernames: readonly string[]
}
