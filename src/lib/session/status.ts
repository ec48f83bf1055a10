import {Failure} from '../failure.ts'
import {pinned} from '../grants/pinned.ts'
import type {Profile, Store} from '../profile/profile.ts'
import {isInEnvironment} from './client-proof.ts'
import {readClientSecret} from './client-secrets.ts'
import type {Keeping} from './keeping.ts'
import {type KeptFile, readKeptFile, unreadable} from './kept-file.ts'
import type {KeptToken, Label} from './label.ts'
import {clientSecretPath, sessionPath} from './names.ts'
import {namedBy, sessionFiles} from './session-files.ts'
import {openVault} from './vaults/vault.ts'

/** What is known here of one session, without asking any server. */
export interface Status {
  readonly signedIn: boolean
  readonly profile: string
  readonly identity: string
  readonly issuer?: string
  readonly clientId?: string
  readonly subject?: string
  readonly username?: string
  readonly groups?: readonly string[]
  readonly scope?: string
  /** Whether the tokens are of use only together with a key that is kept with them (DPoP). */
  readonly bound?: true
  /** Whether new tokens can be had without signing in again, as far as can be told from here. */
  readonly renewable?: boolean
  readonly tokens?: readonly TokenStatus[]
  readonly storage?: Store
  readonly savedAt?: string
  /** Why a session that is kept cannot be used. */
  readonly problem?: string
}

export interface TokenStatus extends KeptToken {
  readonly ended: boolean
}

/** A session that is kept, with the profile it is for as it is now; undefined where that cannot be told. */
export type ProfileOf = (name: string) => Promise<Profile | undefined>

/**
 * Whether somebody is signed in, and until when. Opens what can be opened without asking for a passphrase, takes no
 * lock, writes nothing.
 * @throws Failure `storage_failed`, `storage_unavailable` for a session that is kept and cannot be read.
 */
export async function sessionStatus(world: Keeping, profile: Profile, identity: string): Promise<Status> {
  const file = await readKeptFile(sessionPath(world, profile.name, identity))
  if (!file) return {signedIn: false, profile: profile.name, identity}
  return statusOf(world, file, profile)
}

/** Every session kept on this machine, by profile and identity; one that cannot be read is listed with its problem. */
export async function allStatuses(world: Keeping, profileOf: ProfileOf): Promise<{readonly sessions: Status[]}> {
  const told = await Promise.all(
    (await sessionFiles(world)).map(async path => {
      try {
        const file = await readKeptFile(path)
        return file && (await statusOf(world, file, await profileOf(file.label.profile)))
      } catch (error) {
        return {signedIn: false, ...namedBy(path), problem: messageOf(error)}
      }
    }),
  )
  const sessions = told.filter(status => status !== undefined)
  const key = ({profile, identity}: Status) => `${profile} ${identity}`
  return {sessions: sessions.sort((a, b) => (key(a) < key(b) ? -1 : 1))}
}

async function statusOf(world: Keeping, file: KeptFile, profile: Profile | undefined): Promise<Status> {
  const {label, path} = file
  const {issuer, clientId, identity = '', about, savedAt, store} = label
  if (label.holds !== 'session' || !about || path !== sessionPath(world, label.profile, identity))
    throw unreadable(path, 'it belongs to another profile or identity')
  // The store `encrypted` would ask for its passphrase.
  if (store !== 'encrypted') await openVault(world, store).open(label, file.sealed, path)
  const now = world.clock.now()
  const tokens = about.tokens.map(token => ({
    ...token,
    ended: token.expiresAt !== undefined && Date.parse(token.expiresAt) <= now,
  }))
  const problem = profile && strangerTo(profile, label)
  const renewable =
    tokens.some(({kind, ended}) => kind === 'refresh' && !ended) || (await hasSecret(world, label, profile))
  const alive = renewable || tokens.some(({kind, ended}) => kind === 'access' && !ended)
  const {subject, username, groups, scope, bound} = about
  return {
    signedIn: alive && problem === undefined,
    profile: label.profile,
    identity,
    issuer,
    clientId,
    ...(subject !== undefined && {subject}),
    ...(username !== undefined && {username}),
    ...(groups !== undefined && {groups}),
    ...(scope !== undefined && {scope}),
    ...(bound && {bound}),
    renewable,
    tokens,
    storage: store,
    savedAt,
    ...(problem !== undefined && {problem}),
  }
}

/** Why the profile as it is now may not use this session. */
function strangerTo(profile: Profile, {issuer, clientId}: Label): string | undefined {
  try {
    pinned(profile, {issuer, clientId})
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

/** A machine's session lives on as long as its client's secret is at hand. */
async function hasSecret(world: Keeping, {about}: Label, profile: Profile | undefined): Promise<boolean> {
  if (about?.grant !== 'client_credentials' || !profile) return false
  if (isInEnvironment(world)) return true
  const kept = await readKeptFile(clientSecretPath(world, profile.name))
  if (!kept) return false
  return kept.label.store === 'encrypted' || (await readClientSecret(world, profile)) !== undefined
}

function messageOf(error: unknown): string {
  if (error instanceof Failure && error.code !== 'cancelled') return error.message
  throw error
}
