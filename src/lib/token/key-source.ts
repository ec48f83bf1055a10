import {isAddress} from '../address.ts'
import {readRegularFile} from '../disk/regular-file.ts'
import {reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {Network} from '../net/network.ts'
import {fetchJson} from './bounded-fetch.ts'
import {discover} from './discovery.ts'
import {type KeySet, keySetOf} from './key-set.ts'
import {Rejection} from './rejection.ts'
import {secureUrl} from './secure-url.ts'
import {parseObject} from './strict-json.ts'

/** Where verification keys come from: always named by whoever verifies, never by the token. */
export interface KeySource {
  /** The keys as known; asked for once. */
  current(): Promise<KeySet>
  /** The keys asked for anew, after an unknown key id; undefined when there is nothing newer to be had. */
  newer(): Promise<KeySet | undefined>
}

const what = 'The key set'
const largestFile = 1024 * 1024

/**
 * Keys by what was asked for: a file or an address, else those the issuer publishes.
 * @throws Failure `usage` when neither is there.
 */
export function chooseKeys(network: Network, {jwks, issuer}: {jwks?: string | undefined; issuer?: string}): KeySource {
  if (jwks !== undefined) return isAddress(jwks) ? keysFromUrl(network, jwks) : keysFromFile(jwks)
  if (issuer !== undefined) return keysOfIssuer(network, issuer)
  throw new Failure('usage', 'Verification needs keys.', {hints: ['pass --jwks FILE, --jwks URL or --issuer URL']})
}

/** Keys that are in hand already. */
export function fixedKeys(set: KeySet): KeySource {
  return {current: async () => set, newer: async () => undefined}
}

/** @throws Failure `config_invalid` when the file cannot be read, or holds no JSON object with keys. */
export function keysFromFile(path: string): KeySource {
  return fixedKeys(parseKeySet(readBounded(path), path))
}

/** @throws Failure `usage` at once for a URL that is neither https nor loopback; later as `fetchJson` does. */
export function keysFromUrl(network: Network, text: string): KeySource {
  const url = secureUrl(text, 'The address of the key set')
  return refetchable(() => fetchKeySet(network, url))
}

/** The keys an issuer publishes by way of its metadata. @throws Failure as `discover` and `fetchJson` do. */
export function keysOfIssuer(network: Network, issuer: string): KeySource {
  return refetchable(async () => {
    const {jwks_uri: uri} = await discover(network, issuer)
    if (uri === undefined) throw new Failure('unreachable', `The metadata of ${issuer} names no jwks_uri.`)
    return fetchKeySet(network, secureUrl(uri, 'The issuer’s jwks_uri'))
  })
}

/** Fetches on first need and once more at most: tokens with made-up key ids must not make us hammer the issuer. */
function refetchable(fetchKeys: () => Promise<KeySet>): KeySource {
  let known: Promise<KeySet> | undefined
  let renewed: Promise<KeySet> | undefined
  return {
    current: () => {
      known ??= fetchKeys()
      return known
    },
    newer: () => {
      renewed ??= fetchKeys()
      known = renewed
      return renewed
    },
  }
}

async function fetchKeySet(network: Network, url: URL): Promise<KeySet> {
  const document = await fetchJson(network, url, what)
  if (!document) throw new Failure('unreachable', `${what} at ${url.href} answered 404.`)
  if (!Array.isArray(document.keys)) throw new Failure('unreachable', `${what} at ${url.href} has no list of keys.`)
  return keySetOf(document)
}

function parseKeySet(bytes: Buffer, path: string): KeySet {
  try {
    const document = parseObject(bytes, 'key set')
    if (Array.isArray(document.keys)) return keySetOf(document)
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    throw new Failure('config_invalid', `${error.message} (${path})`, {cause: error})
  }
  throw new Failure('config_invalid', `${what} in ${path} has no list of keys.`, {
    hints: ['a key set looks like {"keys": [{"kty": "RSA", …}]} (RFC 7517, 5)'],
  })
}

function readBounded(path: string): Buffer {
  const shown = `${what} in ${path}`
  try {
    return readRegularFile(path, largestFile, shown)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('config_invalid', `${shown} cannot be read: ${reasonOf(error)}.`, {cause: error})
  }
}
