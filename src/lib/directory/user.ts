import type {AttributeType, UserType} from '@aws-sdk/client-cognito-identity-provider'

/** One user of a pool. */
export interface User {
  readonly username: string
  readonly sub?: string
  /** CONFIRMED, FORCE_CHANGE_PASSWORD, …: UserStatusType of the Cognito API. */
  readonly status: string
  readonly enabled: boolean
  readonly attributes: Attributes
  readonly createdAt?: string
  readonly updatedAt?: string
}

/** By name; values are always strings. */
export type Attributes = Readonly<Record<string, string>>

/** A user with what takes a second look: `user show`. */
export interface UserDetails extends User {
  /** Absent where none is set up. */
  readonly mfa?: {readonly preferred?: string; readonly methods: readonly string[]}
  /** By precedence. Absent where the caller may not list them. */
  readonly groups?: readonly string[]
}

/** A user as ListUsers, ListUsersInGroup and AdminCreateUser answer it; AdminGetUser's `UserAttributes` go first here. */
export function userOf(found: UserType & {readonly UserAttributes?: AttributeType[] | undefined}): User {
  const attributes = attributesOf(found.UserAttributes ?? found.Attributes)
  return {
    username: found.Username ?? '',
    ...(attributes.sub === undefined ? {} : {sub: attributes.sub}),
    status: found.UserStatus ?? 'UNKNOWN',
    enabled: found.Enabled ?? false,
    attributes,
    ...dates(found.UserCreateDate, found.UserLastModifiedDate),
  }
}

/** Dates as answers have them; what is absent is left out. */
export function dates(created: Date | undefined, updated: Date | undefined): {createdAt?: string; updatedAt?: string} {
  return {
    ...(created === undefined ? {} : {createdAt: created.toISOString()}),
    ...(updated === undefined ? {} : {updatedAt: updated.toISOString()}),
  }
}

function attributesOf(pairs: readonly AttributeType[] = []): Attributes {
  return Object.fromEntries(pairs.map(({Name = '', Value = ''}) => [Name, Value]))
}
