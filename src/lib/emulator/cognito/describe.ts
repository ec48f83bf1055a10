import type {
  AdminGetUserResponse,
  ClientSecretDescriptorType,
  GroupType,
  UserPoolClientType,
  UserPoolType,
  UserType,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Client, ClientSecret, Group, Pool, User} from '../state.ts'

/** A pool as the API shows it. */
export function describePool({settings, users, createdAt, updatedAt}: Pool): UserPoolType {
  return {
    ...settings,
    EstimatedNumberOfUsers: users.size,
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(updatedAt),
  }
}

/** A client as the API shows it, its first secret included. */
export function describeClient({settings, createdAt, updatedAt}: Client): UserPoolClientType {
  return {...settings, CreationDate: new Date(createdAt), LastModifiedDate: new Date(updatedAt)}
}

export function describeGroup({settings, createdAt, updatedAt}: Group): GroupType {
  return {...settings, CreationDate: new Date(createdAt), LastModifiedDate: new Date(updatedAt)}
}

/** A user as lists show them: under `Attributes`, without second factors. */
export function describeUser(user: User): UserType {
  return {
    Username: user.username,
    Attributes: user.attributes,
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.updatedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  }
}

/** A user as AdminGetUser shows them: under `UserAttributes`, with second factors. */
export function describeUserFully(user: User): AdminGetUserResponse {
  const {Attributes, Username, ...rest} = describeUser(user)
  return {Username: user.username, ...rest, ...(Attributes && {UserAttributes: Attributes}), ...describeFactors(user)}
}

export function describeFactors({mfa}: User): {PreferredMfaSetting?: string; UserMFASettingList?: string[]} {
  return {
    ...(mfa.preferred !== undefined && {PreferredMfaSetting: mfa.preferred}),
    ...(mfa.enabled.length > 0 && {UserMFASettingList: mfa.enabled}),
  }
}

/** What groups are listed by. */
export function nameOf({settings}: Group): string {
  return settings.GroupName ?? ''
}

/** A secret as lists show it: without its value. */
export function describeSecret({id, createdAt}: ClientSecret): ClientSecretDescriptorType {
  return {ClientSecretId: id, ClientSecretCreateDate: new Date(createdAt)}
}
