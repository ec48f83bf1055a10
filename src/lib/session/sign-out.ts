import {lstat} from 'node:fs/promises'
import {sweepLeftovers} from '../disk/leftovers.ts'
import {underLock} from '../disk/lock.ts'
import {removePrivateFile} from '../disk/private-file.ts'
import {codeOf, diskTrouble} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import {revokeTokens} from '../grants/revoke.ts'
import type {Profile} from '../profile/profile.ts'
import {whomWords} from '../whom.ts'
import {clientProof} from './client-proof.ts'
import {readClientSecret} from './client-secrets.ts'
import type {Renewing} from './keeping.ts'
import {asWords, sessionPath} from './names.ts'
import {lockOf, openSession, type Session} from './open-session.ts'
import {namedBy, sessionFiles} from './session-files.ts'

/** What became of a session at the server, and here. */
export interface SignedOut {
  readonly profile: string
  readonly identity: string
  /** Whether the server ended it. */
  readonly revoked: boolean
  /** Whether something was kept here, and no longer is. */
  readonly forgotten: boolean
  /** Why it was not revoked, in words. */
  readonly reason?: string
  /** Whether revoking was tried and failed, so that the tokens may live on until they end. */
  readonly failed?: true
}

export interface SignOutOptions {
  /** Forgets without asking the server. Works for a session that cannot be read, too. */
  readonly local?: boolean | undefined
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
  {local = false, clientSecret}: SignOutOptions = {},
): Promise<SignedOut> {
  const path = sessionPath(world, profile.name, identity)
  const found = {profile: profile.name, identity}
  const nothing = {...found, revoked: false, forgotten: false, reason: 'nothing was kept'}
  await sweepLeftovers(path)
  if (!(await isThere(path))) return nothing
  const act = async (): Promise<SignedOut> => {
    const atServer = local
      ? {revoked: false, reason: 'only forgotten here, as asked'}
      : await revokedKept(world, profile, identity, clientSecret)
    return (await removePrivateFile(path)) ? {...found, forgotten: true, ...atServer} : nothing
  }
  return underLock(world, lockOf(path), act, {doing: `renewing the session for ${profile.name}`})
}

type AtServer = Pick<SignedOut, 'revoked' | 'reason' | 'failed'>

async function revokedKept(
  world: Renewing,
  profile: Profile,
  identity: string,
  clientSecret: string | undefined,
): Promise<AtServer> {
  const session = await readable(world, profile, identity)
  if (!session) return {revoked: false}
  try {
    const own = itsOwn(profile, session)
    // A secret that is given now is the present profile's; another issuer must not see it.
    const secret = await (own === profile ? clientProof(world, own, clientSecret) : readClientSecret(world, own))
    return await revokeTokens(world, own, session.tokenSet, {clientSecret: secret})
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
