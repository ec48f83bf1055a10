import {AdminListUserAuthEventsCommand, type AuthEventType} from '@aws-sdk/client-cognito-identity-provider'
import {type Directory, read} from './directory.ts'
import {present} from './present.ts'

const pageSize = 60

/** One sign-in, sign-up or password change, and what the pool thought of it. */
export interface AuthEvent {
  readonly id: string
  readonly type: string
  readonly createdAt?: string
  /** `Pass`, `Fail`, `InProgress`. */
  readonly response?: string
  readonly risk?: {readonly decision?: string; readonly level?: string; readonly compromised?: boolean}
  readonly challenges?: readonly {readonly name: string; readonly response: string}[]
  readonly ip?: string
  readonly device?: string
  readonly city?: string
  readonly country?: string
}

/**
 * What happened to a user, newest first, at most `limit`.
 * @throws Failure `not_found`; `unsupported` where the pool does not watch over sign-ins.
 */
export async function listEvents(
  directory: Directory,
  username: string,
  {limit = Number.POSITIVE_INFINITY}: {readonly limit?: number | undefined} = {},
): Promise<AuthEvent[]> {
  const events: AuthEvent[] = []
  let token: string | undefined
  do {
    const asked = {...named(directory, username), MaxResults: Math.min(pageSize, limit - events.length)}
    const page = await read(directory, new AdminListUserAuthEventsCommand({...asked, NextToken: token}))
    events.push(...(page.AuthEvents ?? []).map(eventOf))
    token = page.NextToken
  } while (token !== undefined && events.length < limit)
  return events.slice(0, limit)
}

function eventOf(found: AuthEventType): AuthEvent {
  const {EventId = '', EventType = '', CreationDate, EventResponse, EventRisk, ChallengeResponses = []} = found
  const {IpAddress, DeviceName, City, Country} = found.EventContextData ?? {}
  const challenges = ChallengeResponses.map(({ChallengeName = '', ChallengeResponse = ''}) => ({
    name: ChallengeName,
    response: ChallengeResponse,
  }))
  return present({
    id: EventId,
    type: EventType,
    createdAt: CreationDate?.toISOString(),
    response: EventResponse,
    risk:
      EventRisk &&
      present({
        decision: EventRisk.RiskDecision,
        level: EventRisk.RiskLevel,
        compromised: EventRisk.CompromisedCredentialsDetected,
      }),
    challenges: challenges.length === 0 ? undefined : challenges,
    ip: IpAddress,
    device: DeviceName,
    city: City,
    country: Country,
  })
}

function named({poolId}: Directory, username: string): {UserPoolId: string; Username: string} {
  return {UserPoolId: poolId, Username: username}
}
