import {claimsIn, groupsIn} from '../api/claims.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {asWords} from '../session/names.ts'
import {readSession} from '../session/sessions.ts'
import {whomWords} from '../whom.ts'
import type {World} from '../world/world.ts'

/**
 * The groups that the kept tokens of signed-in identities name, which expectations are derived from.
 * @throws Failure `not_signed_in`, naming everybody who is not, with the commands that mend it
 */
export async function peopleOf(
  world: World,
  profile: Profile,
  identities: readonly string[],
): Promise<{identity: string; groups: string[]}[]> {
  const sessions = await Promise.all(
    identities.map(async identity => ({identity, session: await readSession(world, profile, identity)})),
  )
  const strangers = sessions.filter(({session}) => session === undefined).map(({identity}) => identity)
  if (strangers.length > 0) throw notSignedIn(profile, strangers)
  return sessions.map(({identity, session}) => ({
    identity,
    groups: groupsIn(claimsIn(session?.tokenSet?.accessToken ?? '')),
  }))
}

function notSignedIn(profile: Profile, strangers: readonly string[]): Failure {
  const who = strangers.length === 1 ? `${strangers[0]} is` : `${strangers.join(', ')} are`
  return new Failure('not_signed_in', `${who} not signed in to ${profile.name}.`, {
    hints: strangers.map(identity => ['authctl login', ...whomWords(profile), ...asWords(identity)].join(' ')),
  })
}
