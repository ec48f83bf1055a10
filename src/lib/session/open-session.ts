import type {TokenSet} from '../grants/token-set.ts'
import type {Profile, Store} from '../profile/profile.ts'
import type {Whom} from '../whom.ts'
import {aboutTokens} from './about.ts'
import type {Keeping} from './keeping.ts'
import {type KeptFile, readKeptFile, unreadable, writeKeptFile} from './kept-file.ts'
import type {About, KeepingStore, Label} from './label.ts'
import {sessionPath} from './names.ts'
import {readTokens} from './stored-tokens.ts'
import {openVault, type Vault} from './vaults/vault.ts'

/** Tokens of one person or machine, at one issuer, under a profile and an identity. */
export interface Session extends About {
  readonly profile: string
  readonly identity: string
  readonly storage: Store
  readonly savedAt: number
  readonly tokenSet: TokenSet
}

/** A session together with what is needed to write a changed one in its place. */
export interface OpenSession {
  readonly session: Session
  readonly path: string
  /** Has the key already: opening the same session again asks for nothing twice. */
  readonly vault: Vault
  /** Writes these tokens in its place. The caller has the lock. */
  replace(tokens: TokenSet): Promise<Session>
}

/**
 * The session as it was kept, and how to replace it. Takes no lock.
 * @throws Failure `storage_unavailable`, `storage_failed`, `input_required` when there is one that cannot be opened.
 */
export async function openSession(
  world: Keeping,
  profile: Pick<Profile, 'name'>,
  identity: string,
  before?: OpenSession,
): Promise<OpenSession | undefined> {
  const path = sessionPath(world, profile.name, identity)
  const file = await readKeptFile(path)
  if (!file) return undefined
  const {label} = file
  if (label.holds !== 'session' || label.profile !== profile.name || label.identity !== identity)
    throw unreadable(path, 'it belongs to another profile or identity')
  const vault = before?.session.storage === label.store ? before.vault : openVault(world, label.store)
  const session = await opened(file, vault)
  return {
    session,
    path,
    vault,
    replace: async tokens => {
      const next = {...session, savedAt: world.clock.now(), tokenSet: tokens}
      await writeKeptFile(await sealed(path, next, vault))
      return {...next, ...aboutTokens(tokens)}
    },
  }
}

/** With whom a session is, for the hints that lead back there. */
export function whomOf({profile, tokenSet: {issuer, clientId}}: Session): Whom {
  return {name: profile, issuer, clientId}
}

/** The lock under which a session is changed. */
export function lockOf(path: string): string {
  return `${path}.lock`
}

/**
 * Writes these tokens in place of those that were kept for the same profile and identity. The caller has the lock.
 * @throws Failure `storage_unavailable`, `storage_failed`; then what was kept before still is.
 */
export async function keepTokens(
  world: Keeping,
  {name: profile}: Pick<Profile, 'name'>,
  identity: string,
  tokenSet: TokenSet,
  storage: KeepingStore,
): Promise<Session> {
  const session = {profile, identity, storage, savedAt: world.clock.now(), tokenSet}
  await writeKeptFile(await sealed(sessionPath(world, profile, identity), session, openVault(world, storage)))
  return {...session, ...aboutTokens(tokenSet)}
}

/** The session as it will lie on disk. */
async function sealed(path: string, session: Omit<Session, keyof About>, vault: Vault): Promise<KeptFile> {
  const {profile, identity, storage, savedAt, tokenSet} = session
  const label: Label = {
    holds: 'session',
    store: storage as KeepingStore,
    profile,
    identity,
    issuer: tokenSet.issuer,
    clientId: tokenSet.clientId,
    savedAt: new Date(savedAt).toISOString(),
    about: aboutTokens(tokenSet),
  }
  return {path, label, sealed: await vault.seal(label, JSON.stringify(tokenSet))}
}

async function opened({path, label, sealed}: KeptFile, vault: Vault): Promise<Session> {
  const tokenSet = readTokens(await vault.open(label, sealed, path))
  if (!tokenSet || tokenSet.issuer !== label.issuer || tokenSet.clientId !== label.clientId)
    throw unreadable(path, 'its tokens are not what its label says')
  const {profile, identity = '', store, savedAt} = label
  return {
    profile,
    identity,
    storage: store,
    savedAt: Date.parse(savedAt),
    tokenSet,
    ...aboutTokens(tokenSet),
  }
}
