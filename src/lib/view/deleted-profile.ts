import type {Profile} from '../profile/profile.ts'

/** What became of a profile that was to be deleted. */
export interface DeletedProfile {
  readonly name: string
  readonly deleted: boolean
  /** Identities whose sessions are still kept. */
  readonly sessions?: readonly string[]
}

export function deletionQuestion({name}: Pick<Profile, 'name'>, sessions: readonly string[]): string {
  const kept =
    sessions.length === 0 ? '' : ` It is still signed in (${sessions.join(', ')}); log out first to end that.`
  return `Delete the profile ${name}?${kept}`
}

export function deletedText({name, deleted, sessions = []}: DeletedProfile): string {
  if (!deleted) return `The profile ${name} stays.`
  const kept = sessions.length === 0 ? '' : ` Its sessions are still kept: ${sessions.join(', ')}.`
  return `Deleted the profile ${name}.${kept}`
}
