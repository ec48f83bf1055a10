/** Requests a second that share a quota, and how many of them may be of one operation on one pool. */
export interface Quota {
  readonly rate: number
  readonly each?: number
  readonly operations: RegExp
}

/**
 * Cognito's request rate quotas by category, as they are unless raised, for the account and region as a whole (Quotas in
 * Amazon Cognito). Where one operation on one pool has a quota of its own, it is `each`.
 */
export const quotas: Readonly<Record<string, Quota>> = {
  UserCreation: {rate: 50, operations: /^(AdminCreateUser|AdminConfirmSignUp)$/},
  UserAccountRecovery: {rate: 30, operations: /^(AdminResetUserPassword|AdminSetUserPassword)$/},
  UserRead: {rate: 120, operations: /^(AdminGetUser|AdminGetUserAuthFactors)$/},
  UserList: {rate: 30, operations: /^(ListUsers|ListUsersInGroup)$/},
  UserResourceRead: {rate: 50, operations: /^Admin(ListGroupsForUser|ListDevices|GetDevice|ListUserAuthEvents)$/},
  UserResourceUpdate: {rate: 25, operations: /^Admin(SetUserMFAPreference|ForgetDevice|UpdateDeviceStatus)$/},
  UserUpdate: {rate: 25, operations: /^Admin\w+$/},
  UserPoolRead: {rate: 15, operations: /^(DescribeUserPool|ListUserPools)$/},
  UserPoolUpdate: {rate: 15, operations: /^(Create|Update|Delete)UserPool$/},
  UserPoolClientRead: {rate: 15, each: 5, operations: /^(Describe|List)UserPoolClients?$/},
  UserPoolClientUpdate: {rate: 15, each: 5, operations: /^(Create|Update|Delete)UserPoolClient$/},
  UserPoolResourceRead: {rate: 20, each: 5, operations: /^(Get|List|Describe)\w+$/},
  UserPoolResourceUpdate: {rate: 15, each: 5, operations: /^\w+$/},
}

/** The category an operation counts in: the first whose pattern it fits. */
export function categoryOf(operation: string): string | undefined {
  return Object.entries(quotas).find(([, {operations}]) => operations.test(operation))?.[0]
}
