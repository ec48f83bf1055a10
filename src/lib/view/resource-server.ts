import type {ResourceServer} from '../directory/resource-servers.ts'
import type {Page} from './page.ts'
import {settingsText} from './settings.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<ResourceServer>[] = [
  {name: 'identifier', cell: ({identifier}) => identifier},
  {name: 'name', cell: ({name}) => name},
  {
    name: 'scopes',
    cell: ({scopes}) =>
      scopesOf(scopes)
        .map(({scopeName}) => scopeName)
        .join(', '),
  },
]

/** Resource servers as a table. */
export function resourceServersText(servers: readonly ResourceServer[], page: Page): string {
  return servers.length === 0 ? 'No resource servers.' : tableText(servers, columns, page)
}

/** One of them, its scopes as tokens have them. */
export function resourceServerText({identifier, scopes, ...settings}: ResourceServer): string {
  const words = scopesOf(scopes).map(
    ({scopeName, scopeDescription}) => `${identifier}/${scopeName}  ${scopeDescription}`,
  )
  return settingsText(identifier, {...settings, scopes: words})
}

function scopesOf(scopes: unknown): {readonly scopeName: string; readonly scopeDescription: string}[] {
  return Array.isArray(scopes) ? scopes : []
}
