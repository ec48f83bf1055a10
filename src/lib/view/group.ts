import type {Group} from '../directory/group.ts'
import type {Membership} from '../directory/memberships.ts'
import type {Page} from './page.ts'
import {paint} from './paint.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<Group>[] = [
  {name: 'name', cell: ({name}) => name},
  {name: 'precedence', cell: ({precedence}) => precedence?.toString() ?? ''},
  {name: 'description', cell: ({description}) => description ?? ''},
  {name: 'role', cell: ({roleArn}) => roleArn ?? ''},
]

/** Groups as a table; roles only where there are some. */
export function groupsText(groups: readonly Group[], page: Page): string {
  if (groups.length === 0) return 'No groups.'
  const roles = groups.some(({roleArn}) => roleArn !== undefined)
  return tableText(groups, roles ? columns : columns.slice(0, -1), page)
}

/** One group. */
export function groupText({name, description, precedence, roleArn, createdAt, updatedAt}: Group): string {
  const rows: [string, string | undefined][] = [
    ['description', description],
    ['precedence', precedence?.toString()],
    ['role', roleArn],
    ['created', createdAt],
    ['updated', updatedAt],
  ]
  const shown = rows.flatMap(([label, value]): Row[] => (value === undefined ? [] : [[label, safe(value)]]))
  return [paint.bold(safe(name)), recordText(shown)].filter(part => part !== '').join('\n')
}

/** Who is in a group now, or no longer. */
export function membershipText({group, users, member}: Membership): string {
  const verb = `${users.length === 1 ? 'is' : 'are'} ${member ? 'in' : 'not in'}`
  return `${users.map(safe).join(', ')} ${verb} ${safe(group)}.`
}
