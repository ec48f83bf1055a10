import type {Profile} from '../profile/profile.ts'
import {defaultIdentity} from '../session/names.ts'
import type {World} from '../world/world.ts'
import type {MatrixDocument} from './document.ts'
import {peopleOf} from './people.ts'

/** Makes sure, before anything is asked, that everybody who needs a session has one. @throws Failure `not_signed_in` */
export async function signedIn(world: World, profile: Profile, {identities}: MatrixDocument): Promise<void> {
  const needed = Object.values(identities).filter(({auth, persona}) => ['userPool', 'oidc'].includes(auth) && !persona)
  await peopleOf(world, profile, [...new Set(needed.map(({as}) => as ?? defaultIdentity))])
}
