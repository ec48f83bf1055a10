import {Failure} from '../../failure.ts'
import type {Keyring} from '../world.ts'

const service = 'authctl'
const patienceMs = 3000

/**
 * The desktop's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. Linux's kernel
 * keyring is never used instead: it forgets at reboot, and in containers it belongs to somebody else.
 */
export const systemKeyring: Keyring = {
  read: account => entry(account, async item => (await item.getPassword()) ?? undefined),
  write: (account, secret) => entry(account, item => item.setPassword(secret)),
  remove: account =>
    entry(account, async item => {
      await item.deletePassword()
    }),
}

type AsyncEntry = import('@napi-rs/keyring').AsyncEntry

async function entry<T>(account: string, use: (item: AsyncEntry) => Promise<T>): Promise<T> {
  try {
    const {AsyncEntry} = await import('@napi-rs/keyring')
    const item = new AsyncEntry(service, account, {linux: {store: 'secret-service'}})
    return await answeredWithin(patienceMs, use(item))
  } catch (error) {
    throw new Failure('storage_unavailable', 'This machine has no keyring that can be used.', {
      hints: ['pass --store encrypted (a passphrase), --store plaintext or --store none'],
      cause: error,
    })
  }
}

/** A locked keyring may wait for a dialogue nobody sees; after `ms` it counts as not there. */
function answeredWithin<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer from the keyring within ${ms} ms`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
