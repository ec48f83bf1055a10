import type {Device} from '../directory/user-devices.ts'
import type {AuthEvent} from '../directory/user-events.ts'
import type {Link} from '../directory/user-links.ts'
import type {UserFactors} from '../directory/user-mfa.ts'
import type {UserSession} from '../directory/user-sessions.ts'
import type {Page} from './page.ts'
import {safe} from './safe.ts'
import {type Column, tableText} from './table.ts'

const eventColumns: readonly Column<AuthEvent>[] = [
  {name: 'when', cell: ({createdAt}) => createdAt ?? ''},
  {name: 'type', cell: ({type}) => type},
  {name: 'response', cell: ({response}) => response ?? ''},
  {name: 'risk', cell: ({risk}) => [risk?.decision, risk?.level].filter(word => word !== undefined).join(' ')},
  {name: 'from', cell: ({ip, city, country}) => [ip, city, country].filter(word => word !== undefined).join(' ')},
  {name: 'device', cell: ({device}) => device ?? ''},
]

/** What happened to a user. */
export function eventsText(events: readonly AuthEvent[], page: Page): string {
  return events.length === 0 ? 'No events.' : tableText(events, eventColumns, page)
}

const deviceColumns: readonly Column<Device>[] = [
  {name: 'key', cell: ({key}) => key},
  {name: 'name', cell: ({attributes}) => attributes.device_name ?? ''},
  {
    name: 'status',
    cell: ({attributes}) => attributes['dev:device_remembered_status'] ?? attributes.device_status ?? '',
  },
  {name: 'lastSignInAt', cell: ({lastSignInAt}) => lastSignInAt ?? ''},
]

/** The devices of a user. */
export function devicesText(devices: readonly Device[], page: Page): string {
  return devices.length === 0 ? 'No devices.' : tableText(devices, deviceColumns, page)
}

const sessionColumns: readonly Column<UserSession>[] = [
  {name: 'id', cell: ({id}) => id},
  {name: 'client', cell: ({clientId}) => clientId ?? ''},
  {name: 'createdAt', cell: ({createdAt}) => createdAt ?? ''},
  {name: 'lastActiveAt', cell: ({lastActiveAt}) => lastActiveAt ?? ''},
  {name: 'from', cell: ({ip, device}) => [ip, device].filter(word => word !== undefined).join(' ')},
]

/** The sessions of a user. */
export function sessionsText(sessions: readonly UserSession[], page: Page): string {
  if (sessions.length === 0) return 'No sessions are known. Pools keep track of them only when told to.'
  return tableText(sessions, sessionColumns, page)
}

/** The second factors of a user. */
export function factorsText({username, methods, preferred}: UserFactors): string {
  const words = methods.map(method => (method === preferred ? `${method} (preferred)` : method))
  return `${safe(username)}: ${words.join(', ') || 'no second factor'}.`
}

/** Who a user is at a provider, or is no longer. */
export function linkText({username, provider, subject, linked}: Link): string {
  return `${safe(subject)} at ${safe(provider)} ${linked ? 'is' : 'is no longer'} ${safe(username)}.`
}
