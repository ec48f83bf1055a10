import type {IdentityProvider, IdentityProviderListed} from '../directory/identity-providers.ts'
import type {Page} from './page.ts'
import {settingsText} from './settings.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<IdentityProviderListed>[] = [
  {name: 'name', cell: ({name}) => name},
  {name: 'type', cell: ({type}) => type},
  {name: 'updatedAt', cell: ({updatedAt}) => updatedAt ?? ''},
]

/** Identity providers as a table. */
export function identityProvidersText(providers: readonly IdentityProviderListed[], page: Page): string {
  return providers.length === 0 ? 'No identity providers.' : tableText(providers, columns, page)
}

/** One of them. */
export function identityProviderText({name, ...settings}: IdentityProvider): string {
  return settingsText(name, settings)
}
