import type {Keeping} from '../keeping.ts'
import type {KeepingStore, Label} from '../label.ts'
import {keyringVault} from './keyring.ts'
import {passphraseVault} from './passphrase.ts'
import {plaintextVault} from './plaintext.ts'

/** A secret as a store wrote it; only that store knows what is in it. */
export type Sealed = Readonly<Record<string, unknown>>

/** Closes and opens secrets for one store. The file they lie in is the same for all stores. */
export interface Vault {
  /** @throws Failure `storage_unavailable`, `input_required`, `cancelled`. */
  seal(label: Label, secret: string): Promise<Sealed>
  /**
   * @throws Failure `storage_unavailable` when the key is lost or wrong, `storage_failed` when what was sealed is damaged
   * or belongs to another label.
   */
  open(label: Label, sealed: Sealed, path: string): Promise<string>
  /** Finds out, without leaving anything behind, whether seal will work. @throws Failure like `seal`. */
  assertUsable(): Promise<void>
}

/** The vault of a store. There is no falling back from one to another. */
export function openVault(world: Keeping, store: KeepingStore): Vault {
  return vaults[store](world)
}

const vaults: Record<KeepingStore, (world: Keeping) => Vault> = {
  keyring: keyringVault,
  encrypted: passphraseVault,
  plaintext: plaintextVault,
}
