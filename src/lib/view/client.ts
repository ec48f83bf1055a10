import type {Client, ClientListed} from '../directory/clients.ts'
import type {FlowVerdict} from '../directory/explain-client.ts'
import type {Page} from './page.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'
import {settingsText} from './settings.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<ClientListed>[] = [
  {name: 'id', cell: ({id}) => id},
  {name: 'name', cell: ({name}) => name},
]

/** Clients as a table. */
export function clientsText(clients: readonly ClientListed[], page: Page): string {
  return clients.length === 0 ? 'No clients.' : tableText(clients, columns, page)
}

/** One client, and where it was asked for, what can be done with it. */
export function clientText({
  name,
  flows = [],
  ...settings
}: Client & {readonly flows?: readonly FlowVerdict[]}): string {
  const explained = flows.length === 0 ? [] : ['', ...flows.map(flowText)]
  return [settingsText(name, settings), ...explained].join('\n')
}

function flowText({flow, works, why, mend = []}: FlowVerdict): string {
  const head = works ? `${paint.green('can')}     ${flow}` : `${paint.red('cannot')}  ${flow}`
  return [
    why === undefined ? head : `${head}: ${safe(why)}`,
    ...mend.map(command => `          ${safe(command)}`),
  ].join('\n')
}
