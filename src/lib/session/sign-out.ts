import {lstat} from 'node:fs/promises'
import {sweepLeftovers} from '../disk/leftovers.ts'
import {underLock} from '../disk/lock.ts'
import {removePrivateFile} from '../disk/private-file.ts'
import {codeOf, diskTrouble} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import {revokeTokens} from '../grants/revoke.ts'
import type {Profile} from '../profile/profile.ts'
import {whomWords} from '../whom.ts'
import {accounted} from './accounted.ts'
import {clientProof} from './client-proof.ts'
import {readClientSecret} from './client-secrets.ts'
import {assertPool, endedEverywhere, refreshed} from './everywhere.ts'
import type {Renewing} from './keeping.ts'
import {asWords, sessionPath} from './names.ts'
import {lockOf, openSession, type Session} from './open-session.ts'

/** What became of a session at the server, and here. */
export interface SignedOut {
  readonly profile: string
  readonly identity: string
  /** Whether the server ended it. */
  readonly revoked: boolean
  /** Whether something was kept here, and no longer is. */
  readonly forgotten: boolean
  /** Whether the person's sessions on all other devices ended, too; present where that was asked for. */
  readonly everywhere?: boolean
  /** Why it was not revoked, in words. */
  readonly reason?: string
  /** Whether revoking was tried and failed, so that the tokens may live on until they end. */
  readonly failed?: true
}

export interface SignOutOptions {
  /** Forgets without asking the server. Works for a session that cannot be read, too. */
  readonly local?: boolean | undefined
  /** Ends the person's sessions on all devices. */
  readonly global?: boolean | undefined
  readonly clientSecret?: string | undefined
}

/**
 * Revokes the session at its server, then forgets it here; forgets it also when revoking fails, and says so.
 * @throws Failure `storage_failed`, `storage_unavailable` when what is kept cannot be read, and so not revoked: it stays.
 */
export async function signOut(
  world: Renewing,
  profile: Profile,
  identity: string,
  options: SignOutOptions = {},
): Promise<SignedOut> {
  const work = () => signedOut(world, profile, identity, options)
  return accounted(world, {operation: 'sign-out', profile, identity}, work, ({forgotten, failed}) => {
    if (!forgotten) return undefined
    return failed ? {outcome: 'partly_done'} : {}
  })
}

async function signedOut(
  world: Renewing,
  profile: Profile,
  identity: string,
  {local = false, global = false, clientSecret}: SignOutOptions,
): Promise<SignedOut> {
  if (global) assertPool(profile)
  const path = sessionPath(world, profile.name, identity)
  const found = {profile: profile.name, identity}
  const nothing = {...found, revoked: false, forgotten: false, reason: 'nothing was kept'}
  await sweepLeftovers(path)
  if (!(await isThere(path))) return nothing
  // It takes an access token that is still good; a session that cannot give one is ended as far as it can be.
  if (global) await refreshed(world, profile, identity, clientSecret)
  const act = async (): Promise<SignedOut> => {
    const atServer = local
      ? {revoked: false, reason: 'only forgotten here, as asked'}
      : await revokedKept(world, profile, identity, {global, clientSecret})
    return (await removePrivateFile(path)) ? {...found, forgotten: true, ...atServer} : nothing
  }
  return underLock(world, lockOf(path), act, {doing: `renewing the session for ${profile.name}`})
}

export type AtServer = Pick<SignedOut, 'revoked' | 'reason' | 'failed' | 'everywhere'>

async function revokedKept(
  world: Renewing,
  profile: Profile,
  identity: string,
  {global, clientSecret}: SignOutOptions,
): Promise<AtServer> {
  const session = await readable(world, profile, identity)
  if (!session) return {revoked: false}
  try {
    const own = itsOwn(profile, session)
    // A secret that is given now is the present profile's; another issuer must not see it.
    const secret = await (own === profile ? clientProof(world, own, clientSecret) : readClientSecret(world, own))
    const everywhere = global ? await endedEverywhere(world, own, session) : undefined
    const here = await revokeTokens(world, own, session.tokenSet, {clientSecret: secret})
    return {...here, ...everywhere}
  } catch (error) {
    if (!(error instanceof Failure) || world.cancelled.aborted) throw error
    return {revoked: false, reason: error.message, failed: true}
  }
}

/** Without looking inside, and without following a link. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw diskTrouble(error, path, 'read')
  }
}

async function readable(world: Renewing, profile: Profile, identity: string): Promise<Session | undefined> {
  try {
    return (await openSession(world, profile, identity))?.session
  } catch (error) {
    if (!(error instanceof Failure) || world.cancelled.aborted) throw error
    throw new Failure(error.code, error.message, {
      hints: [...error.hints, ['authctl logout', ...whomWords(profile), ...asWords(identity), '--local'].join(' ')],
      cause: error,
    })
  }
}

/** A session is ended where it began, though the profile may mean another issuer by now. */
function itsOwn(profile: Profile, {tokenSet: {issuer, clientId}}: Session): Profile {
  if (profile.issuer === issuer && profile.clientId === clientId) return profile
  return {name: profile.name, issuer, clientId}
}
