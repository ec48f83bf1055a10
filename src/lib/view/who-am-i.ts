import type {WhoAmI} from '../session/who-am-i.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'

/** Who the issuer says this is. */
export function whoAmIText({subject, username, issuer, profile, claims}: WhoAmI): string {
  const told = Object.entries(claims).filter(([name, value]) => name !== 'sub' && value !== undefined)
  const rows: Row[] = [
    ...(username === undefined ? [] : [['username', safe(username)] as const]),
    ['subject', safe(subject)],
    ['issuer', safe(issuer)],
    ['profile', safe(profile)],
    ...told.filter(([name]) => name !== 'username').map(([name, value]): Row => [safe(name), valueText(value)]),
  ]
  return recordText(rows)
}

function valueText(value: unknown): string {
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return value.map(safe).join(', ')
  return safe(typeof value === 'string' ? value : JSON.stringify(value))
}
