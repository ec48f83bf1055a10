import {Failure} from '../failure.ts'
import {addSecret, listSecrets, newSecret, removeSecret, type SecretListed} from './client-secrets.ts'
import type {Directory} from './directory.ts'

/** What a rotation takes beside the directory; each is told at its time. */
export interface Rotation {
  /** The value that an earlier rotation, cut off, was about to give it. */
  readonly pending?: string | undefined
  /** Puts the value where a later rotation finds it as pending. */
  note(value: string): Promise<void>
  /** Whether the token endpoint accepts the value. */
  prove(value: string): Promise<'accepted' | 'rejected' | 'unknown'>
  /** Puts the value where it is used from now on, and forgets it as pending. */
  keep(value: string): Promise<void>
  /** Returns whether the old secret may go. */
  agree(old: SecretListed): Promise<boolean>
}

/** How far a rotation came. */
export interface Rotated {
  readonly clientId: string
  readonly added: SecretListed
  /** Whether the token endpoint was seen to accept the new secret. */
  readonly proven: boolean
  /** The secret that went; absent while it still works. */
  readonly removed?: SecretListed
  readonly value: string
}

/**
 * Replaces the secret of a client without an outage: notes a new one, adds it, proves it by a token request, keeps it,
 * and only then, when somebody agrees, removes the old. Cut off anywhere, it goes on from there when it is called again.
 * @throws Failure `usage` for a public client; `conflict` when it has two secrets already and neither is ours;
 *   `partly_done` when the new secret is not accepted.
 */
export async function rotateSecret(directory: Directory, clientId: string, rotation: Rotation): Promise<Rotated> {
  const before = await listSecrets(directory, clientId)
  if (before.length === 0)
    throw new Failure('usage', `Client ${clientId} is public: it has no secret, and cannot get one.`)
  const value = rotation.pending ?? newSecret()
  const added = (await alreadyAdded(rotation, before, value)) ?? (await add(directory, clientId, rotation, value))
  const proof = await rotation.prove(value)
  if (proof === 'rejected')
    throw new Failure(
      'partly_done',
      `The new secret of ${clientId} was added, and the token endpoint refuses it so far.`,
      {
        hints: ['the old secret still works', 'repeat the command to go on from here'],
      },
    )
  await rotation.keep(value)
  const proven = proof === 'accepted'
  const old = (await listSecrets(directory, clientId)).find(({id}) => id !== added.id)
  const told = {clientId, added, proven, value}
  if (old === undefined || !proven || !(await rotation.agree(old))) return told
  await removeSecret(directory, clientId, old.id)
  return {...told, removed: old}
}

/** The secret that an earlier rotation added before it was cut off: the newest, when it proves to have the noted value. */
async function alreadyAdded(
  {pending, prove}: Rotation,
  secrets: readonly SecretListed[],
  value: string,
): Promise<SecretListed | undefined> {
  const ours = pending !== undefined && (await prove(value)) === 'accepted'
  if (ours) return secrets.at(-1)
  if (secrets.length < 2) return undefined
  throw new Failure('conflict', 'The client has two secrets already, and there is no room for a third.', {
    hints: secrets.map(({id, createdAt}) => `authctl client secret remove ${id}  (of ${createdAt})`),
  })
}

async function add(directory: Directory, clientId: string, {note}: Rotation, value: string): Promise<SecretListed> {
  await note(value)
  const {value: _, ...added} = await addSecret(directory, clientId, value)
  return added
}
