import {signIn} from '../grants/sign-in.ts'
import type {SignInRequest} from '../grants/sign-in-request.ts'
import type {Profile, Store} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {accounted} from './accounted.ts'
import {clientProof} from './client-proof.ts'
import {keptDevice} from './kept-device.ts'
import {assertName} from './names.ts'
import {assertStoreUsable, saveSession} from './sessions.ts'

/** Who is signed in now, and what is kept of it. */
export interface SignedIn {
  readonly profile: string
  readonly identity: string
  readonly subject?: string
  readonly username?: string
  readonly groups?: readonly string[]
  readonly scope?: string
  readonly expiresAt?: string
  readonly tokens: readonly ('access' | 'id' | 'refresh')[]
  readonly storage: Store
}

export interface Beginning {
  readonly identity: string
  /** Where to keep the tokens; the profile's place, or the keyring, unless said. */
  readonly store?: Store | undefined
  readonly request: SignInRequest
}

/**
 * Signs in and keeps the tokens. Whether they could be kept is found out before the server is asked, so that no sign-in
 * is thrown away for want of a place.
 *
 * @throws Failure, as signIn does; `storage_unavailable`, `storage_failed`.
 */
export async function beginSession(world: World, profile: Profile, beginning: Beginning): Promise<SignedIn> {
  const {identity} = beginning
  assertName('profile', profile.name)
  assertName('identity', identity)
  return accounted(world, {operation: 'sign-in', profile, identity}, () => begun(world, profile, beginning), signedInAs)
}

function signedInAs({username}: SignedIn) {
  return username === undefined ? {} : {target: {username}}
}

async function begun(
  world: World,
  profile: Profile,
  {identity, store = profile.store ?? 'keyring', request}: Beginning,
): Promise<SignedIn> {
  await assertStoreUsable(world, store)
  const clientSecret = await clientProof(world, profile, request.clientSecret)
  const device = await keptDevice(world, profile, identity, request)
  const tokenSet = await signIn(world, profile, {...request, clientSecret, device})
  const {subject, username, groups, scope, tokens} = await saveSession(world, profile, identity, tokenSet, store)
  const expiresAt = tokens.find(({kind}) => kind === 'access')?.expiresAt
  return {
    profile: profile.name,
    identity,
    ...(subject !== undefined && {subject}),
    ...(username !== undefined && {username}),
    ...(groups !== undefined && {groups}),
    ...(scope !== undefined && {scope}),
    ...(expiresAt !== undefined && {expiresAt}),
    tokens: tokens.map(({kind}) => kind),
    storage: store,
  }
}
