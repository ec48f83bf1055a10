import type {Refreshed} from '../session/refresh-now.ts'
import {safe} from './safe.ts'
import {timeText} from './time.ts'

/** What renewing brought, without showing any of it. */
export function refreshedText({profile, expiresAt, rotated}: Refreshed, now: number): string {
  const end = expiresAt === undefined ? '' : ` The access token ends ${timeText(Date.parse(expiresAt), now) ?? ''}.`
  const both = rotated ? ' The refresh token was replaced, too.' : ''
  return `Renewed the session for ${safe(profile)}.${end}${both}`
}
