import {createHash} from 'node:crypto'
import type {SessionDescriptionType} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../stack.ts'
import type {Pool, User} from '../state.ts'

/** The sign-ins of a user that can still be refreshed, by `origin_jti`, where the pool tracks sessions. */
export function sessionsOf({clock}: Pick<Stack, 'clock'>, pool: Pool, user: User): Map<string, SessionDescriptionType> {
  const sessions = new Map<string, SessionDescriptionType>()
  if (pool.sessionTracking?.UserSessionTracking !== 'ENABLED') return sessions
  for (const {username, originJti, clientId, authTime, expiresAt, replacedUntil} of pool.refreshTokens.values()) {
    const over = expiresAt <= clock.now() || replacedUntil !== undefined || pool.revokedOrigins.has(originJti)
    if (username !== user.username || over) continue
    const at = new Date(authTime * 1000)
    sessions.set(originJti, {
      SessionId: sessionId(originJti),
      SessionType: 'TOKEN',
      ClientId: clientId,
      CreateDate: at,
      LastActiveDate: at,
      DeviceType: 'unknown',
      IsCurrentSession: false,
    })
  }
  return sessions
}

/** `tkn` and 25 lower-case letters and digits. */
function sessionId(originJti: string): string {
  const digest = BigInt(`0x${createHash('sha256').update(originJti).digest('hex')}`)
  return `tkn${digest.toString(36).padStart(25, '0').slice(0, 25)}`
}
