import type {Pool, PoolListed} from '../directory/pools.ts'
import type {Page} from './page.ts'
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
    .filter(({name, required}) => required === true || /^(custom|dev):/.test(name))
    .map(({name, attributeDataType, required}) => `${name} (${attributeDataType}${required ? ', required' : ''})`)
  return settingsText(name, {...settings, attributes})
}
