import {removePrivateFile} from '../disk/private-file.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {setField} from '../whom.ts'
import type {Keeping} from './keeping.ts'
import {readKeptFile, unreadable, writeKeptFile} from './kept-file.ts'
import type {Label} from './label.ts'
import {clientSecretPath} from './names.ts'
import {openVault} from './vaults/vault.ts'

type Client = Pick<Profile, 'name' | 'issuer' | 'clientId' | 'store'>

/**
 * Keeps the secret of the profile's client in the profile's store (keyring unless it says otherwise), bound to issuer
 * and client.
 * @throws Failure `storage_unavailable`, `storage_failed`; `usage` when the profile keeps nothing.
 */
export async function saveClientSecret(world: Keeping, client: Client, secret: string): Promise<void> {
  const {name: profile, issuer = '', clientId = '', store = 'keyring'} = client
  if (store === 'none')
    throw new Failure('usage', `The profile ${profile} keeps nothing (store none), its client secret included.`, {
      hints: [setField(client, '--store keyring')],
    })
  const savedAt = new Date(world.clock.now()).toISOString()
  const label: Label = {holds: 'client-secret', store, profile, issuer, clientId, savedAt}
  const sealed = await openVault(world, store).seal(label, secret)
  await writeKeptFile({path: clientSecretPath(world, profile), label, sealed})
}

/**
 * The kept secret of the profile's client. Undefined where none is kept, and where the one that is belongs to another
 * issuer or client, because the profile was changed since.
 * @throws Failure `storage_unavailable`, `storage_failed`, `input_required` when there is one that cannot be opened.
 */
export async function readClientSecret(world: Keeping, client: Client): Promise<string | undefined> {
  const path = clientSecretPath(world, client.name)
  const file = await readKeptFile(path)
  if (!file) return undefined
  const {label, sealed} = file
  if (label.holds !== 'client-secret' || label.profile !== client.name)
    throw unreadable(path, 'it belongs to another profile')
  if (label.issuer !== (client.issuer ?? '') || label.clientId !== (client.clientId ?? '')) return undefined
  return openVault(world, label.store).open(label, sealed, path)
}

/** Removes the kept secret of the profile's client; false where there was none. */
export async function forgetClientSecret(world: Keeping, {name}: Pick<Profile, 'name'>): Promise<boolean> {
  return removePrivateFile(clientSecretPath(world, name))
}
