import type {
  AdminListUserAuthEventsRequest,
  AdminListUserAuthEventsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {watches} from '../auth-events.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

/** Newest first. */
export function adminListUserAuthEvents(
  stack: Stack,
  {UserPoolId, Username, MaxResults, NextToken}: Checked<AdminListUserAuthEventsRequest>,
): AdminListUserAuthEventsResponse {
  const pool = poolOf(stack, UserPoolId)
  if (!watches(pool))
    throw new Problem('UserPoolAddOnNotEnabledException', 'Threat protection is not enabled for this user pool.')
  const events = userOf(pool, Username).events ?? []
  const place = new Map(events.map((event, at) => [event, String(at).padStart(6, '0')]))
  const {items, next} = page(events, event => place.get(event) ?? '', {
    size: pageSize(MaxResults),
    token: NextToken,
    of: `AdminListUserAuthEvents ${UserPoolId} ${Username}`,
  })
  return {AuthEvents: items, ...(next !== undefined && {NextToken: next})}
}
