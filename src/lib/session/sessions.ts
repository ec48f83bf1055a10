import {sweepLeftovers} from '../disk/leftovers.ts'
import {underLock} from '../disk/lock.ts'
import {makePrivateFolder} from '../disk/private-folder.ts'
import {pinned} from '../grants/pinned.ts'
import type {TokenSet} from '../grants/token-set.ts'
import type {Profile, Store} from '../profile/profile.ts'
import {aboutTokens} from './about.ts'
import {isNearEnd, type ShownToken} from './freshness.ts'
import type {Keeping, Renewing} from './keeping.ts'
import {keptFolder, sessionPath} from './names.ts'
import {notSignedIn} from './not-signed-in.ts'
import {keepTokens, lockOf, openSession, type Session} from './open-session.ts'
import {renewNearEnd} from './renewal.ts'
import {openVault} from './vaults/vault.ts'

/**
 * Makes sure, before any server is asked, that tokens could be kept in `store` afterwards. Warns once of `plaintext`.
 * @throws Failure `storage_unavailable`, `storage_failed`, `input_required`; there is no other store to fall back to.
 */
export async function assertStoreUsable(world: Keeping, store: Store): Promise<void> {
  if (store === 'none') return
  await makePrivateFolder(keptFolder(world))
  await openVault(world, store).assertUsable()
}

/**
 * Keeps the tokens, in place of those that were kept for the same profile and identity. The store `none` keeps nothing.
 * @throws Failure `storage_unavailable`, `storage_failed`; then what was kept before still is.
 */
export async function saveSession(
  world: Keeping,
  profile: Pick<Profile, 'name'>,
  identity: string,
  tokens: TokenSet,
  store: Store,
): Promise<Session> {
  if (store === 'none')
    return {
      profile: profile.name,
      identity,
      storage: store,
      savedAt: world.clock.now(),
      tokenSet: tokens,
      ...aboutTokens(tokens),
    }
  const lock = lockOf(sessionPath(world, profile.name, identity))
  const write = () => keepTokens(world, profile, identity, tokens, store)
  return underLock(world, lock, write, {doing: 'renewing this session'})
}

/**
 * The session as it was kept, ended or not; undefined where none is. Takes no lock and works on a read-only disk.
 * @throws Failure `storage_unavailable`, `storage_failed`, `input_required` when there is one that cannot be opened.
 */
export async function readSession(
  world: Keeping,
  profile: Pick<Profile, 'name'>,
  identity: string,
): Promise<Session | undefined> {
  return (await openSession(world, profile, identity))?.session
}

/**
 * Tokens that can be used now: the kept ones, renewed first when they are near their end. Of many processes that come at
 * once, one asks the server; what it got is on disk before anybody uses it.
 * @throws Failure `not_signed_in`, `session_ended`, each with the command to sign in again; `unreachable`, `timed_out`,
 * `throttled`, `token_rejected`; `storage_failed` when a new refresh token could not be kept.
 */
export async function freshTokens(
  world: Renewing,
  profile: Profile,
  identity: string,
  {clientSecret, kind = 'access'}: FreshOptions = {},
): Promise<TokenSet> {
  const found = await openSession(world, profile, identity)
  if (!found) throw await notSignedIn(world, profile, identity)
  pinned(profile, found.session.tokenSet)
  await sweepLeftovers(found.path)
  if (!isNearEnd(found.session, world.clock.now(), kind)) return found.session.tokenSet
  return (await renewNearEnd(world, profile, found, {clientSecret, kind})).tokenSet
}

export interface FreshOptions {
  /** The client's secret where it is not kept with the profile. */
  readonly clientSecret?: string | undefined
  /** The token that must not be near its end; the access token unless said. */
  readonly kind?: ShownToken
}
