import {pinned} from '../grants/pinned.ts'
import type {Profile, Store} from '../profile/profile.ts'
import type {Renewing} from './keeping.ts'
import type {KeptToken} from './label.ts'
import {notSignedIn} from './not-signed-in.ts'
import {openSession} from './open-session.ts'
import {renewNow} from './renewal.ts'

/** A session that was just renewed; its tokens are not told. */
export interface Refreshed {
  readonly profile: string
  readonly identity: string
  readonly scope?: string
  /** When the new access token ends; ISO 8601, UTC. */
  readonly expiresAt?: string
  /** Whether the server gave a new refresh token, too. */
  readonly rotated: boolean
  readonly tokens: readonly KeptToken[]
  readonly storage: Store
}

/**
 * Renews the session now, whatever is left of it.
 * @throws Failure like freshTokens; `unsupported` where there is nothing to renew it with.
 */
export async function refreshNow(world: Renewing, profile: Profile, identity: string): Promise<Refreshed> {
  const found = await openSession(world, profile, identity)
  if (!found) throw await notSignedIn(world, profile, identity)
  pinned(profile, found.session.tokenSet)
  const {scope, tokens, tokenSet, storage} = await renewNow(world, profile, found)
  const expiresAt = tokens.find(({kind}) => kind === 'access')?.expiresAt
  return {
    profile: profile.name,
    identity,
    ...(scope !== undefined && {scope}),
    ...(expiresAt !== undefined && {expiresAt}),
    rotated: tokenSet.refreshToken !== found.session.tokenSet.refreshToken,
    tokens,
    storage,
  }
}
