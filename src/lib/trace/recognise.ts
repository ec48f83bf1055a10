import {isObject, membersOf, readBody} from '../redaction/body.ts'
import type {Sent} from '../world/world.ts'
import {endpoints, grants, type Lore, operations, places} from './lore.ts'

/** What servers said of themselves so far: it tells which address is which endpoint. */
export class Addresses {
  readonly #roles = new Map<string, string>()

  /** Takes down the endpoints of a metadata document. */
  learn(document: unknown): void {
    if (!isObject(document) || typeof document.issuer !== 'string') return
    for (const role of Object.keys(endpoints)) {
      const address = document[role]
      if (typeof address === 'string' && !this.#roles.has(address)) this.#roles.set(address, role)
    }
  }

  roleOf(url: string): string | undefined {
    return this.#roles.get(url.split('?', 1)[0] ?? url)
  }
}

/** What a request is for, by where it goes and what it says. */
export function recognise({method, url, headers, body}: Sent, addresses: Addresses): Lore {
  if (/^wss?:/.test(url)) return places.websocket
  if (/\/\.well-known\/openid-configuration$/.test(url)) return places.discovery
  if (/\/\.well-known\/oauth-authorization-server(\/|$)/.test(url)) return places.metadata
  const target = headers.get('x-amz-target')?.split('.').at(-1)
  if (target !== undefined) return cognito(target)
  const members = membersOf(readBody(body, headers.get('content-type')))
  if (typeof members.grant_type === 'string') return grants[members.grant_type] ?? place(endpoints.token_endpoint)
  const role = addresses.roleOf(url) ?? (/\/jwks(\.json)?$/.test(url) ? 'jwks_uri' : undefined)
  if (role !== undefined) return place(endpoints[role])
  if (method === 'POST' && typeof members.query === 'string') return places.graphql
  return places.plain
}

function cognito(operation: string): Lore {
  const {says, spec} = places.cognito
  return {title: `Cognito: ${operation}`, says: operations[operation] ?? says, spec: `${spec}, ${operation}`}
}

function place(lore: Lore | undefined): Lore {
  return lore ?? places.plain
}
