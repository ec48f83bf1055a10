import type {
  AdminRevokeUserSessionRequest,
  AdminRevokeUserSessionResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {sessionsOf} from '../sessions.ts'

/** Its tokens can no longer be refreshed. */
export function adminRevokeUserSession(
  stack: Stack,
  {UserPoolId, Username, SessionId}: Checked<AdminRevokeUserSessionRequest>,
): AdminRevokeUserSessionResponse {
  const pool = poolOf(stack, UserPoolId)
  const sessions = sessionsOf(stack, pool, userOf(pool, Username))
  const [originJti] = [...sessions].find(([, session]) => session.SessionId === SessionId) ?? []
  if (originJti === undefined) throw new Problem('ResourceNotFoundException', 'Session not found.')
  pool.revokedOrigins.add(originJti)
  return {}
}
