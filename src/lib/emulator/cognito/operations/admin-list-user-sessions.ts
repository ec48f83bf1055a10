import type {
  AdminListUserSessionsRequest,
  AdminListUserSessionsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page} from '../pages.ts'
import {sessionsOf} from '../sessions.ts'

export function adminListUserSessions(
  stack: Stack,
  {UserPoolId, Username, NextToken}: Checked<AdminListUserSessionsRequest>,
): AdminListUserSessionsResponse {
  const pool = poolOf(stack, UserPoolId)
  const sessions = [...sessionsOf(stack, pool, userOf(pool, Username)).values()]
  const {items, next} = page(sessions, ({SessionId = ''}) => SessionId, {
    size: 125,
    token: NextToken,
    of: `AdminListUserSessions ${UserPoolId} ${Username}`,
  })
  return {Sessions: items, ...(next !== undefined && {NextToken: next})}
}
