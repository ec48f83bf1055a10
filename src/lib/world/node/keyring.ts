import {createRequire} from 'node:module'
import {Failure} from '../../failure.ts'
import type {Environment, Keyring} from '../world.ts'
import {busAnswers} from './session-bus.ts'

// Imported, the add-on is an empty object on Node 22 where standard input is a pipe.
const load = createRequire(import.meta.url)
const service = 'authctl'
const patienceMs = 3000

/**
 * The desktop's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. Linux's kernel
 * keyring is never used instead: it forgets at reboot, and in containers it belongs to somebody else.
 */
export function systemKeyring(env: Environment, cancelled: AbortSignal): Keyring {
  const entry = <T>(account: string, use: (item: AsyncEntry) => Promise<T>) => asked(env, cancelled, account, use)
  return {
    read: account => entry(account, async item => (await item.getPassword()) ?? undefined),
    write: (account, secret) => entry(account, item => item.setPassword(secret)),
    remove: account =>
      entry(account, async item => {
        await item.deletePassword()
      }),
  }
}

type AsyncEntry = import('@napi-rs/keyring').AsyncEntry

async function asked<T>(
  env: Environment,
  cancelled: AbortSignal,
  account: string,
  use: (item: AsyncEntry) => Promise<T>,
): Promise<T> {
  // A locked keyring may wait for a dialogue nobody sees; after a while it counts as not there.
  const patience = AbortSignal.any([cancelled, AbortSignal.timeout(patienceMs)])
  try {
    if (process.platform === 'linux' && !(await busAnswers(env, patience))) throw new Error('the bus does not answer')
    const {AsyncEntry} = load('@napi-rs/keyring') as typeof import('@napi-rs/keyring')
    const item = new AsyncEntry(service, account, {linux: {store: 'secret-service'}})
    return await unlessAborted(patience, use(item))
  } catch (error) {
    if (cancelled.aborted) throw cancelled.reason
    throw new Failure('storage_unavailable', 'This machine has no keyring that can be used.', {
      hints: ['pass --store encrypted (a passphrase), --store plaintext or --store none'],
      cause: error,
    })
  }
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, {once: true})
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
