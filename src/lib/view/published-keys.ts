import type {PublishedKey, PublishedKeys} from '../token/published-keys.ts'
import type {Page} from './page.ts'
import {safe} from './safe.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<PublishedKey>[] = [
  {name: 'kid', cell: ({kid}) => kid ?? ''},
  {name: 'alg', cell: ({alg}) => alg ?? ''},
  {name: 'use', cell: ({use}) => use ?? ''},
  {name: 'key', cell: ({kty, crv, bits}) => [kty, crv ?? bits].filter(part => part !== undefined).join(' ')},
  {name: 'thumbprint', cell: ({thumbprint}) => thumbprint},
]

/** Published keys as a table. */
export function publishedKeysText({keys, warnings = []}: PublishedKeys, page: Page): string {
  const table = keys.length === 0 ? 'No keys to check signatures with.' : tableText(keys, columns, page)
  return [table, ...warnings.map(warning => `Warning: ${safe(warning)}`)].join('\n')
}
