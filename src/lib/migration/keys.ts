import {type OwnedApi, readControlPlane} from '../api/control-plane.ts'
import type {Proving} from '../api/credential.ts'
import {Failure} from '../failure.ts'

/** An API key, named without being shown: its id is the key itself. */
export interface ListedKey {
  /** Its last four characters. */
  readonly key: string
  readonly description?: string
  /** ISO 8601, UTC, rounded down to the hour by AppSync. */
  readonly expiresAt?: string
  /** When it can no longer be brought back; 60 days after its end. */
  readonly deletesAt?: string
  readonly ended: boolean
}

const mostPages = 20

/** The keys of an API (AppSync API reference, ListApiKeys), soonest to end first. @throws Failure as `readControlPlane` does */
export async function listedKeys(world: Proving, api: OwnedApi): Promise<ListedKey[]> {
  const keys: ListedKey[] = []
  let from = ''
  for (let page = 0; page < mostPages; page++) {
    const asked = {path: `apikeys${from}`, action: 'ListApiKeys', doing: 'list the API keys'}
    const {apiKeys, nextToken} = documentIn((await readControlPlane(world, api, asked)).bytes)
    keys.push(...apiKeys.map(key => listed(key, world.clock.now())))
    if (typeof nextToken !== 'string' || nextToken === '') break
    from = `?nextToken=${encodeURIComponent(nextToken)}`
  }
  return keys.sort((one, other) => (one.expiresAt ?? '').localeCompare(other.expiresAt ?? ''))
}

interface ApiKey {
  readonly id?: string
  readonly description?: string
  /** Seconds since the epoch. */
  readonly expires?: number
  readonly deletes?: number
}

function listed({id = '', description, expires, deletes}: ApiKey, now: number): ListedKey {
  return {
    key: `…${id.slice(-4)}`,
    ...(description !== undefined && {description}),
    ...(expires !== undefined && {expiresAt: iso(expires)}),
    ...(deletes !== undefined && {deletesAt: iso(deletes)}),
    ended: expires !== undefined && expires * 1000 <= now,
  }
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function documentIn(bytes: Buffer): {readonly apiKeys: readonly ApiKey[]; readonly nextToken?: unknown} {
  try {
    const document = JSON.parse(bytes.toString('utf8'))
    if (Array.isArray(document?.apiKeys)) return document
  } catch {}
  throw new Failure('unreachable', 'AppSync answered with no list of API keys.')
}
