import {randomBytes, scrypt} from 'node:crypto'
import {Failure} from '../../failure.ts'
import type {Keeping} from '../keeping.ts'
import {unreadable} from '../kept-file.ts'
import {beginAgain} from '../label.ts'
import {givenPassphrase} from '../passphrase.ts'
import {openWith, sealWith} from './sealing.ts'
import type {Vault} from './vault.ts'

/** How a key is made from a passphrase (RFC 7914); kept beside what it closes. */
interface Derivation {
  readonly salt: string
  readonly n: number
  readonly r: 8
  readonly p: 1
}

const cost = 2 ** 16
const costs = {least: 2 ** 15, most: 2 ** 20}

/** Closed with a key made from a passphrase, for machines without a keyring. */
export function passphraseVault(world: Keeping): Vault {
  const keys = new Map<string, Promise<Buffer>>()
  let last: Derivation | undefined
  const keyFor = (derivation: Derivation, purpose: 'open' | 'seal') => {
    const name = `${derivation.salt} ${derivation.n}`
    const key = keys.get(name) ?? givenPassphrase(world, purpose).then(passphrase => derive(passphrase, derivation))
    keys.set(name, key)
    last = derivation
    return key
  }
  return {
    seal: async (label, secret) => {
      // A key that was just made to open this file closes it again; the nonce is new each time.
      const derivation = last ?? {salt: randomBytes(16).toString('base64'), n: cost, r: 8, p: 1}
      return {derivation, ...sealWith(await keyFor(derivation, 'seal'), label, secret)}
    },
    open: async (label, sealed, path) => {
      if (!isDerivation(sealed.derivation)) throw unreadable(path, 'it does not say how its key is made')
      const secret = openWith(await keyFor(sealed.derivation, 'open'), label, sealed)
      if (secret !== undefined) return secret
      throw new Failure('storage_unavailable', `The passphrase does not open ${path}.`, {
        hints: [beginAgain(label)],
      })
    },
    assertUsable: async () => {
      await givenPassphrase(world, 'seal')
    },
  }
}

/** A planted file can neither weaken the key nor make us compute for ever. */
function isDerivation(value: unknown): value is Derivation {
  const {salt, n, r, p} = (value ?? {}) as Record<string, unknown>
  const inBounds = typeof n === 'number' && Number.isInteger(Math.log2(n)) && n >= costs.least && n <= costs.most
  return typeof salt === 'string' && salt.length >= 20 && salt.length <= 100 && inBounds && r === 8 && p === 1
}

function derive(passphrase: string, {salt, n, r, p}: Derivation): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {N: n, r, p, maxmem: 2 * 128 * n * r}
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
