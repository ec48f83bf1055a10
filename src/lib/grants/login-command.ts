import type {Profile} from '../profile/profile.ts'

/** The command that signs in again, to be pasted. Flags in place of a profile are the person's to repeat. */
export function loginCommand({name}: Pick<Profile, 'name'>, ...flags: string[]): string {
  return ['authctl login', ...(name === 'direct' ? [] : [`--profile ${name}`]), ...flags].join(' ')
}
