import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  type SessionDescriptionType,
} from '@aws-sdk/client-cognito-identity-provider'
import {type Directory, read, write} from './directory.ts'
import {present} from './present.ts'

/** One sign-in that still lasts. */
export interface UserSession {
  readonly id: string
  /** `TOKEN` or `SSO`. */
  readonly type?: string
  readonly clientId?: string
  readonly createdAt?: string
  readonly lastActiveAt?: string
  readonly device?: string
  readonly ip?: string
  readonly originId?: string
}

/** The sessions of a user, where the pool tracks them. @throws Failure `not_found`, `unsupported`. */
export async function listSessions(directory: Directory, username: string): Promise<UserSession[]> {
  const sessions: UserSession[] = []
  let token: string | undefined
  do {
    const asked = {...named(directory, username), NextToken: token}
    const page = await read(directory, new AdminListUserSessionsCommand(asked))
    sessions.push(...(page.Sessions ?? []).map(sessionOf))
    token = page.NextToken
  } while (token !== undefined)
  return sessions
}

function sessionOf(found: SessionDescriptionType): UserSession {
  return present({
    id: found.SessionId ?? '',
    type: found.SessionType,
    clientId: found.ClientId,
    createdAt: found.CreateDate?.toISOString(),
    lastActiveAt: found.LastActiveDate?.toISOString(),
    device: found.DeviceType,
    ip: found.LastIPAddress,
    originId: found.OriginSessionId,
  })
}

/** Ends one session: its tokens can no longer be refreshed. @throws Failure `not_found`. */
export async function revokeSession(directory: Directory, username: string, id: string): Promise<void> {
  await write(directory, new AdminRevokeUserSessionCommand({...named(directory, username), SessionId: id}))
  directory.rehearsal?.changes.push({path: `${username}.sessions`, before: id})
}

function named({poolId}: Directory, username: string): {UserPoolId: string; Username: string} {
  return {UserPoolId: poolId, Username: username}
}
