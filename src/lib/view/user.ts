import type {User, UserDetails} from '../directory/user.ts'
import type {Page} from './page.ts'
import {paint} from './paint.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'
import {type Column, tableText} from './table.ts'

const own: Readonly<Record<string, (user: User) => string>> = {
  username: ({username}) => username,
  sub: ({sub}) => sub ?? '',
  status: ({status}) => status,
  enabled: ({enabled}) => (enabled ? 'yes' : 'no'),
  createdAt: ({createdAt}) => createdAt ?? '',
  updatedAt: ({updatedAt}) => updatedAt ?? '',
}

/** The columns of these names; a name that is none of a user's own is an attribute's. */
export function userColumns(names: readonly string[]): Column<User>[] {
  return names.map(name => ({name, cell: own[name] ?? (({attributes}) => attributes[name] ?? '')}))
}

/** Everything these users have: for CSV, where nothing is to be missing. */
export function allUserColumns(users: readonly User[]): Column<User>[] {
  const attributes = new Set(users.flatMap(user => Object.keys(user.attributes)))
  return userColumns([...Object.keys(own), ...[...attributes].filter(name => !own[name]).sort()])
}

export const usualUserColumns = ['username', 'status', 'enabled', 'email', 'createdAt']

/** Users as a table. */
export function usersText(users: readonly User[], page: Page, columns = userColumns(usualUserColumns)): string {
  return users.length === 0 ? 'No users.' : tableText(users, columns, page)
}

/** One user, its attributes beneath. */
export function userText(user: UserDetails): string {
  const {username, sub, status, enabled, attributes, createdAt, updatedAt, mfa, groups} = user
  const rows: [string, string | undefined][] = [
    ['sub', sub],
    ['status', status],
    ['enabled', enabled ? 'yes' : 'no'],
    ['groups', groups && (groups.join(', ') || 'none')],
    ['mfa', mfa && mfaText(mfa)],
    ['created', createdAt],
    ['updated', updatedAt],
  ]
  const others = Object.entries(attributes).filter(([name]) => name !== 'sub')
  const shown = [...rows, ...others].flatMap(([name, value]): Row[] =>
    value === undefined ? [] : [[safe(name), safe(value)]],
  )
  return `${paint.bold(safe(username))}\n${recordText(shown)}`
}

function mfaText({preferred, methods}: NonNullable<UserDetails['mfa']>): string {
  return methods.map(method => (method === preferred ? `${method} (preferred)` : method)).join(', ')
}
