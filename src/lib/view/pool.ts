import type {PoolCopy} from '../directory/copy-pool.ts'
import type {Pool, PoolListed} from '../directory/pools.ts'
import type {Page} from './page.ts'
import {safe} from './safe.ts'
import {settingsText} from './settings.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<PoolListed>[] = [
  {name: 'id', cell: ({id}) => id},
  {name: 'name', cell: ({name}) => name},
  {name: 'createdAt', cell: ({createdAt}) => createdAt ?? ''},
]

/** Pools as a table. */
export function poolsText(pools: readonly PoolListed[], page: Page): string {
  return pools.length === 0 ? 'No user pools.' : tableText(pools, columns, page)
}

/** One pool; of its schema only what is its own or required, since every pool has the twenty standard attributes. */
export function poolText({name, schemaAttributes, ...settings}: Pool): string {
  const attributes = (Array.isArray(schemaAttributes) ? schemaAttributes : [])
    .filter(({name, required}) => name !== 'sub' && (required === true || /^(custom|dev):/.test(name)))
    .map(({name, attributeDataType, required}) => `${name} (${attributeDataType}${required ? ', required' : ''})`)
  return settingsText(name, {...settings, attributes})
}

/** What was copied, with which new ids, and what stayed behind. */
export function poolCopyText({pool, clients, notCopied, ...copied}: PoolCopy): string {
  const counts = Object.entries(copied).map(
    ([what, names]) => `${names.length} ${what.replace(/[A-Z]/g, ' $&').toLowerCase()}`,
  )
  return [
    `Created pool ${safe(pool.name)} (${safe(pool.id)}) with ${counts.join(', ')}, ${clients.length} clients:`,
    ...clients.map(({name, from, to}) => `  ${safe(name)}: ${safe(from)} is ${safe(to)} there`),
    ...notCopied.map(line => `Not copied: ${safe(line)}.`),
  ].join('\n')
}
