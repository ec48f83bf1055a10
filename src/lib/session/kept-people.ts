import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {readKeptFile} from './kept-file.ts'
import {keptIdentities} from './kept-identities.ts'
import type {About} from './label.ts'
import {sessionPath} from './names.ts'

/** An identity of a profile, and what its kept file says in the clear. */
export type KeptPerson = Pick<About, 'username' | 'groups' | 'scope'> & {readonly identity: string}

/** Who else is signed in to this profile, told without opening a session; files that cannot be read are passed over. */
export async function keptPeople(
  world: Pick<World, 'folders'>,
  profile: Pick<Profile, 'name'>,
): Promise<readonly KeptPerson[]> {
  const people = (await keptIdentities(world, profile)).map(async (identity): Promise<KeptPerson[]> => {
    const file = await readKeptFile(sessionPath(world, profile.name, identity)).catch(() => undefined)
    if (!file) return []
    const {username, groups, scope} = file.label.about ?? {}
    return [{identity, ...(username !== undefined && {username}), ...(groups && {groups}), ...(scope && {scope})}]
  })
  return (await Promise.all(people)).flat()
}
