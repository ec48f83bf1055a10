import {createHash, randomBytes} from 'node:crypto'
import {join} from 'node:path'
import {underLock} from '../../disk/lock.ts'
import {Failure} from '../../failure.ts'
import type {Keeping} from '../keeping.ts'
import {unreadable} from '../kept-file.ts'
import {beginAgain, type Label} from '../label.ts'
import {keptFolder} from '../names.ts'
import {openWith, sealWith} from './sealing.ts'
import type {Sealed, Vault} from './vault.ts'

const keyBytes = 32

/**
 * One random key per data folder lies in the operating system's keyring; what it closes lies in files, which, unlike a
 * keyring, are replaced in one step and know no limit of size.
 */
export function keyringVault(world: Keeping): Vault {
  let key: Promise<Buffer | undefined> | undefined
  const kept = () => {
    key ??= readKey(world)
    return key
  }
  return {
    seal: async (label, secret) => {
      const found = (await kept()) ?? (await makeKey(world))
      key = Promise.resolve(found)
      return {key: idOf(found), ...sealWith(found, label, secret)}
    },
    open: async (label, sealed, path) => {
      const found = await kept()
      if (!found || sealed.key !== idOf(found)) throw keyLost(label, path, sealed)
      const secret = openWith(found, label, sealed)
      if (secret === undefined) throw unreadable(path, 'it was changed by something other than authctl')
      return secret
    },
    assertUsable: () => probe(world),
  }
}

/** A round trip with an account of its own: a keyring that is locked, absent or only pretends shows it here. */
async function probe({keyring}: Keeping): Promise<void> {
  const [account, secret] = [`probe-${randomBytes(8).toString('hex')}`, randomBytes(16).toString('base64')]
  await keyring.write(account, secret)
  const back = await keyring.read(account)
  await keyring.remove(account)
  if (back !== secret)
    throw new Failure('storage_unavailable', 'The keyring of this machine does not give back what it is given.', {
      hints: ['pass --store encrypted (a passphrase), --store plaintext or --store none'],
    })
}

function accountOf({folders}: Keeping): string {
  return `session-key-${createHash('sha256').update(folders.data).digest('hex').slice(0, 16)}`
}

async function readKey(world: Keeping): Promise<Buffer | undefined> {
  const text = await world.keyring.read(accountOf(world))
  if (text === undefined) return undefined
  const key = Buffer.from(text, 'base64')
  if (key.length === keyBytes) return key
  throw new Failure('storage_unavailable', `The entry ${accountOf(world)} of the keyring is not a key of authctl.`, {
    hints: ['remove it with the tool of your keyring, then sign in again'],
  })
}

/** Two first sign-ins at once must end up with one key. */
function makeKey(world: Keeping): Promise<Buffer> {
  return underLock(world, join(keptFolder(world), 'keyring.lock'), async () => {
    const there = await readKey(world)
    if (there) return there
    await world.keyring.write(accountOf(world), randomBytes(keyBytes).toString('base64'))
    const kept = await readKey(world)
    if (kept) return kept
    throw new Failure('storage_unavailable', 'The keyring of this machine forgot a key at once.', {
      hints: ['pass --store encrypted (a passphrase), --store plaintext or --store none'],
    })
  })
}

/** Tells keys apart without giving anything of them away. */
function idOf(key: Buffer): string {
  return createHash('sha256').update('authctl session key').update(key).digest('hex').slice(0, 16)
}

function keyLost(label: Label, path: string, {key}: Sealed): Failure {
  if (typeof key !== 'string') return unreadable(path, 'parts of it are missing')
  return new Failure('storage_unavailable', `The keyring no longer has the key that closed ${path}.`, {
    hints: [beginAgain(label)],
  })
}
