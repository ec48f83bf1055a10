import type {Status, TokenStatus} from '../session/status.ts'
import {paint} from './paint.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'
import {relativeTime, timeText} from './time.ts'

/** One session: who, with whom, until when, kept where. */
export function statusText(status: Status, now: number): string {
  const {signedIn, tokens, renewable, problem} = status
  const head = signedIn ? paint.green(signedInAs(status)) : `Not signed in to ${safe(status.profile)}${as(status)}.`
  const rows: Row[] = [
    ...words('issuer', status.issuer),
    ...words('client', status.clientId),
    ...words('subject', status.subject),
    ...words('groups', status.groups?.join(', ')),
    ...words('scope', status.scope),
    ...words('bound to', status.bound && 'a key that is kept with them (DPoP)'),
    ...(tokens ?? []).map((token): Row => [`${token.kind} token`, endText(token, now)]),
    ...words('renewable', tokens && (renewable ? 'yes' : 'no')),
    ...words('kept in', status.storage && storageText[status.storage]),
    ...words('problem', problem),
  ]
  return rows.length === 0 ? head : `${head}\n\n${recordText(rows)}`
}

/** All sessions of this machine, one line each. */
export function statusesText({sessions}: {readonly sessions: readonly Status[]}, now: number): string {
  if (sessions.length === 0) return 'No session is kept on this machine.'
  const name = ({profile, identity}: Status) => `${safe(profile)} (${safe(identity)})`
  const width = Math.max(...sessions.map(session => name(session).length))
  return sessions.map(session => `${name(session).padEnd(width)}  ${gist(session, now)}`).join('\n')
}

const storageText = {
  keyring: 'a file closed with a key in the keyring',
  encrypted: 'a file closed with a passphrase',
  plaintext: 'a file in plain text (store plaintext): anything that runs as you can read it',
  none: 'no place',
}

function signedInAs({username, subject, profile, identity}: Status): string {
  const who = username ?? subject ?? 'a machine'
  return `Signed in to ${safe(profile)} as ${safe(who)}${as({identity})}.`
}

function as({identity}: Pick<Status, 'identity'>): string {
  return identity === 'default' ? '' : ` (identity ${safe(identity)})`
}

function gist({signedIn, username, subject, scope, tokens, storage, problem}: Status, now: number): string {
  if (!signedIn) return problem === undefined ? 'ended' : safe(problem)
  const access = tokens?.find(({kind}) => kind === 'access')
  const end = access?.expiresAt === undefined ? '' : `access token ${verb(access)} ${when(access.expiresAt, now)}`
  return [safe(username ?? subject ?? `a machine${scope === undefined ? '' : ` (${scope})`}`), end, storage]
    .filter(Boolean)
    .join(' · ')
}

function endText(token: TokenStatus, now: number): string {
  if (token.expiresAt === undefined) return 'does not say when it ends'
  return `${verb(token)} ${timeText(Date.parse(token.expiresAt), now) ?? safe(token.expiresAt)}`
}

function verb({ended}: TokenStatus): string {
  return ended ? 'ended' : 'ends'
}

function when(iso: string, now: number): string {
  return relativeTime(Date.parse(iso), now)
}

function words(name: string, value: string | undefined): Row[] {
  return value === undefined ? [] : [[name, safe(value)]]
}
