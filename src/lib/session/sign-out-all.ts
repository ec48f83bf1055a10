import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import type {Renewing} from './keeping.ts'
import {namedBy, sessionFiles} from './session-files.ts'
import {type SignedOut, type SignOutOptions, signOut} from './sign-out.ts'

/**
 * Signs out of every session kept on this machine; one that cannot be read is told and stays, unless `local`.
 * @throws Failure `cancelled`.
 */
export async function signOutAll(
  world: Renewing,
  profileOf: (name: string) => Promise<Profile>,
  options: SignOutOptions = {},
): Promise<{readonly sessions: SignedOut[]}> {
  const sessions: SignedOut[] = []
  for (const path of await sessionFiles(world)) {
    const {profile: name, identity} = namedBy(path)
    try {
      const profile = await profileOf(name).catch(() => ({name}))
      sessions.push(await signOut(world, profile, identity, options))
    } catch (error) {
      if (!(error instanceof Failure) || world.cancelled.aborted) throw error
      sessions.push({profile: name, identity, revoked: false, forgotten: false, reason: error.message, failed: true})
    }
  }
  return {sessions}
}
