import type {Domain} from '../directory/domains.ts'
import type {Page} from './page.ts'
import {settingsText} from './settings.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<Domain>[] = [
  {name: 'domain', cell: ({domain}) => domain},
  {name: 'status', cell: ({status}) => String(status ?? '')},
  {name: 'url', cell: ({url}) => url},
]

/** Domains as a table. */
export function domainsText(domains: readonly Domain[], page: Page): string {
  return domains.length === 0 ? 'No domain.' : tableText(domains, columns, page)
}

/** One domain. */
export function domainText({domain, ...settings}: Domain): string {
  return settingsText(domain, settings)
}
