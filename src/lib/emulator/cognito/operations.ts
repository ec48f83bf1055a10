import {iam, open} from './operation.ts'
import {addCustomAttributes} from './operations/add-custom-attributes.ts'
import {addUserPoolClientSecret} from './operations/add-user-pool-client-secret.ts'
import {adminAddUserToGroup} from './operations/admin-add-user-to-group.ts'
import {adminConfirmSignUp} from './operations/admin-confirm-sign-up.ts'
import {adminCreateUser} from './operations/admin-create-user.ts'
import {adminDeleteSoftwareToken} from './operations/admin-delete-software-token.ts'
import {adminDeleteUser} from './operations/admin-delete-user.ts'
import {adminDeleteUserAttributes} from './operations/admin-delete-user-attributes.ts'
import {adminDisableProviderForUser} from './operations/admin-disable-provider-for-user.ts'
import {adminDisableUser} from './operations/admin-disable-user.ts'
import {adminEnableUser} from './operations/admin-enable-user.ts'
import {adminForgetDevice} from './operations/admin-forget-device.ts'
import {adminGetDevice} from './operations/admin-get-device.ts'
import {adminGetUser} from './operations/admin-get-user.ts'
import {adminGetUserAuthFactors} from './operations/admin-get-user-auth-factors.ts'
import {adminInitiateAuth} from './operations/admin-initiate-auth.ts'
import {adminLinkProviderForUser} from './operations/admin-link-provider-for-user.ts'
import {adminListDevices} from './operations/admin-list-devices.ts'
import {adminListGroupsForUser} from './operations/admin-list-groups-for-user.ts'
import {adminListUserAuthEvents} from './operations/admin-list-user-auth-events.ts'
import {adminListUserSessions} from './operations/admin-list-user-sessions.ts'
import {adminRemoveUserFromGroup} from './operations/admin-remove-user-from-group.ts'
import {adminResetUserPassword} from './operations/admin-reset-user-password.ts'
import {adminRespondToAuthChallenge} from './operations/admin-respond-to-auth-challenge.ts'
import {adminRevokeUserSession} from './operations/admin-revoke-user-session.ts'
import {adminSetUserMfaPreference} from './operations/admin-set-user-mfa-preference.ts'
import {adminSetUserPassword} from './operations/admin-set-user-password.ts'
import {adminUpdateDeviceStatus} from './operations/admin-update-device-status.ts'
import {adminUpdateUserAttributes} from './operations/admin-update-user-attributes.ts'
import {adminUserGlobalSignOut} from './operations/admin-user-global-sign-out.ts'
import {associateSoftwareToken} from './operations/associate-software-token.ts'
import {changePassword} from './operations/change-password.ts'
import {confirmDevice} from './operations/confirm-device.ts'
import {confirmForgotPassword} from './operations/confirm-forgot-password.ts'
import {confirmSignUp} from './operations/confirm-sign-up.ts'
import {createGroup} from './operations/create-group.ts'
import {createIdentityProvider} from './operations/create-identity-provider.ts'
import {createResourceServer} from './operations/create-resource-server.ts'
import {createUserPool} from './operations/create-user-pool.ts'
import {createUserPoolClient} from './operations/create-user-pool-client.ts'
import {createUserPoolDomain} from './operations/create-user-pool-domain.ts'
import {deleteGroup} from './operations/delete-group.ts'
import {deleteIdentityProvider} from './operations/delete-identity-provider.ts'
import {deleteResourceServer} from './operations/delete-resource-server.ts'
import {deleteUser} from './operations/delete-user.ts'
import {deleteUserAttributes} from './operations/delete-user-attributes.ts'
import {deleteUserPool} from './operations/delete-user-pool.ts'
import {deleteUserPoolClient} from './operations/delete-user-pool-client.ts'
import {deleteUserPoolClientSecret} from './operations/delete-user-pool-client-secret.ts'
import {deleteUserPoolDomain} from './operations/delete-user-pool-domain.ts'
import {describeIdentityProvider} from './operations/describe-identity-provider.ts'
import {describeResourceServer} from './operations/describe-resource-server.ts'
import {describeUserPool} from './operations/describe-user-pool.ts'
import {describeUserPoolClient} from './operations/describe-user-pool-client.ts'
import {describeUserPoolDomain} from './operations/describe-user-pool-domain.ts'
import {forgetDevice} from './operations/forget-device.ts'
import {forgotPassword} from './operations/forgot-password.ts'
import {getDevice} from './operations/get-device.ts'
import {getGroup} from './operations/get-group.ts'
import {getIdentityProviderByIdentifier} from './operations/get-identity-provider-by-identifier.ts'
import {getSigningCertificate} from './operations/get-signing-certificate.ts'
import {getTokensFromRefreshToken} from './operations/get-tokens-from-refresh-token.ts'
import {getUser} from './operations/get-user.ts'
import {getUserAttributeVerificationCode} from './operations/get-user-attribute-verification-code.ts'
import {getUserAuthFactors} from './operations/get-user-auth-factors.ts'
import {getUserPoolMfaConfig} from './operations/get-user-pool-mfa-config.ts'
import {getUserPoolSessionConfiguration} from './operations/get-user-pool-session-configuration.ts'
import {globalSignOut} from './operations/global-sign-out.ts'
import {initiateAuth} from './operations/initiate-auth.ts'
import {listDevices} from './operations/list-devices.ts'
import {listGroups} from './operations/list-groups.ts'
import {listIdentityProviders} from './operations/list-identity-providers.ts'
import {listResourceServers} from './operations/list-resource-servers.ts'
import {listTagsForResource} from './operations/list-tags-for-resource.ts'
import {listUserPoolClientSecrets} from './operations/list-user-pool-client-secrets.ts'
import {listUserPoolClients} from './operations/list-user-pool-clients.ts'
import {listUserPools} from './operations/list-user-pools.ts'
import {listUsers} from './operations/list-users.ts'
import {listUsersInGroup} from './operations/list-users-in-group.ts'
import {resendConfirmationCode} from './operations/resend-confirmation-code.ts'
import {respondToAuthChallenge} from './operations/respond-to-auth-challenge.ts'
import {revokeToken} from './operations/revoke-token.ts'
import {setUserMfaPreference} from './operations/set-user-mfa-preference.ts'
import {setUserPoolMfaConfig} from './operations/set-user-pool-mfa-config.ts'
import {setUserPoolSessionConfiguration} from './operations/set-user-pool-session-configuration.ts'
import {signUp} from './operations/sign-up.ts'
import {tagResource} from './operations/tag-resource.ts'
import {untagResource} from './operations/untag-resource.ts'
import {updateDeviceStatus} from './operations/update-device-status.ts'
import {updateGroup} from './operations/update-group.ts'
import {updateIdentityProvider} from './operations/update-identity-provider.ts'
import {updateResourceServer} from './operations/update-resource-server.ts'
import {updateUserAttributes} from './operations/update-user-attributes.ts'
import {updateUserPool} from './operations/update-user-pool.ts'
import {updateUserPoolClient} from './operations/update-user-pool-client.ts'
import {updateUserPoolDomain} from './operations/update-user-pool-domain.ts'
import {verifySoftwareToken} from './operations/verify-software-token.ts'
import {verifyUserAttribute} from './operations/verify-user-attribute.ts'

/** Every operation of this stack: who may call it, what it cannot do without, and the function that carries it out. */
export const operations = {
  AddCustomAttributes: iam(addCustomAttributes, 'UserPoolId', 'CustomAttributes'),
  AddUserPoolClientSecret: iam(addUserPoolClientSecret, 'UserPoolId', 'ClientId'),
  AdminAddUserToGroup: iam(adminAddUserToGroup, 'UserPoolId', 'Username', 'GroupName'),
  AdminConfirmSignUp: iam(adminConfirmSignUp, 'UserPoolId', 'Username'),
  AdminCreateUser: iam(adminCreateUser, 'UserPoolId', 'Username'),
  AdminDeleteSoftwareToken: iam(adminDeleteSoftwareToken, 'UserPoolId', 'Username'),
  AdminDeleteUser: iam(adminDeleteUser, 'UserPoolId', 'Username'),
  AdminDeleteUserAttributes: iam(adminDeleteUserAttributes, 'UserPoolId', 'Username', 'UserAttributeNames'),
  AdminDisableProviderForUser: iam(adminDisableProviderForUser, 'UserPoolId', 'User'),
  AdminDisableUser: iam(adminDisableUser, 'UserPoolId', 'Username'),
  AdminEnableUser: iam(adminEnableUser, 'UserPoolId', 'Username'),
  AdminForgetDevice: iam(adminForgetDevice, 'UserPoolId', 'Username', 'DeviceKey'),
  AdminGetDevice: iam(adminGetDevice, 'DeviceKey', 'UserPoolId', 'Username'),
  AdminGetUser: iam(adminGetUser, 'UserPoolId', 'Username'),
  AdminGetUserAuthFactors: iam(adminGetUserAuthFactors, 'UserPoolId', 'Username'),
  AdminInitiateAuth: iam(adminInitiateAuth, 'UserPoolId', 'ClientId', 'AuthFlow'),
  AdminLinkProviderForUser: iam(adminLinkProviderForUser, 'UserPoolId', 'DestinationUser', 'SourceUser'),
  AdminListDevices: iam(adminListDevices, 'UserPoolId', 'Username'),
  AdminListGroupsForUser: iam(adminListGroupsForUser, 'Username', 'UserPoolId'),
  AdminListUserAuthEvents: iam(adminListUserAuthEvents, 'UserPoolId', 'Username'),
  AdminListUserSessions: iam(adminListUserSessions, 'UserPoolId', 'Username'),
  AdminRemoveUserFromGroup: iam(adminRemoveUserFromGroup, 'UserPoolId', 'Username', 'GroupName'),
  AdminResetUserPassword: iam(adminResetUserPassword, 'UserPoolId', 'Username'),
  AdminRespondToAuthChallenge: iam(adminRespondToAuthChallenge, 'UserPoolId', 'ClientId', 'ChallengeName'),
  AdminRevokeUserSession: iam(adminRevokeUserSession, 'UserPoolId', 'Username', 'SessionId'),
  AdminSetUserMFAPreference: iam(adminSetUserMfaPreference, 'Username', 'UserPoolId'),
  AdminSetUserPassword: iam(adminSetUserPassword, 'UserPoolId', 'Username', 'Password'),
  AdminUpdateDeviceStatus: iam(adminUpdateDeviceStatus, 'UserPoolId', 'Username', 'DeviceKey'),
  AdminUpdateUserAttributes: iam(adminUpdateUserAttributes, 'UserPoolId', 'Username', 'UserAttributes'),
  AdminUserGlobalSignOut: iam(adminUserGlobalSignOut, 'UserPoolId', 'Username'),
  AssociateSoftwareToken: open(associateSoftwareToken),
  ChangePassword: open(changePassword, 'ProposedPassword', 'AccessToken'),
  ConfirmDevice: open(confirmDevice, 'AccessToken', 'DeviceKey'),
  ConfirmForgotPassword: open(confirmForgotPassword, 'ClientId', 'Username', 'ConfirmationCode', 'Password'),
  ConfirmSignUp: open(confirmSignUp, 'ClientId', 'Username', 'ConfirmationCode'),
  CreateGroup: iam(createGroup, 'GroupName', 'UserPoolId'),
  CreateIdentityProvider: iam(createIdentityProvider, 'UserPoolId', 'ProviderName', 'ProviderType', 'ProviderDetails'),
  CreateResourceServer: iam(createResourceServer, 'UserPoolId', 'Identifier', 'Name'),
  CreateUserPool: iam(createUserPool, 'PoolName'),
  CreateUserPoolClient: iam(createUserPoolClient, 'UserPoolId', 'ClientName'),
  CreateUserPoolDomain: iam(createUserPoolDomain, 'Domain', 'UserPoolId'),
  DeleteGroup: iam(deleteGroup, 'GroupName', 'UserPoolId'),
  DeleteIdentityProvider: iam(deleteIdentityProvider, 'UserPoolId', 'ProviderName'),
  DeleteResourceServer: iam(deleteResourceServer, 'UserPoolId', 'Identifier'),
  DeleteUser: open(deleteUser, 'AccessToken'),
  DeleteUserAttributes: open(deleteUserAttributes, 'UserAttributeNames', 'AccessToken'),
  DeleteUserPool: iam(deleteUserPool, 'UserPoolId'),
  DeleteUserPoolClient: iam(deleteUserPoolClient, 'UserPoolId', 'ClientId'),
  DeleteUserPoolClientSecret: iam(deleteUserPoolClientSecret, 'UserPoolId', 'ClientId', 'ClientSecretId'),
  DeleteUserPoolDomain: iam(deleteUserPoolDomain, 'Domain', 'UserPoolId'),
  DescribeIdentityProvider: iam(describeIdentityProvider, 'UserPoolId', 'ProviderName'),
  DescribeResourceServer: iam(describeResourceServer, 'UserPoolId', 'Identifier'),
  DescribeUserPool: iam(describeUserPool, 'UserPoolId'),
  DescribeUserPoolClient: iam(describeUserPoolClient, 'UserPoolId', 'ClientId'),
  DescribeUserPoolDomain: iam(describeUserPoolDomain, 'Domain'),
  ForgetDevice: open(forgetDevice, 'DeviceKey'),
  ForgotPassword: open(forgotPassword, 'ClientId', 'Username'),
  GetDevice: open(getDevice, 'DeviceKey'),
  GetGroup: iam(getGroup, 'GroupName', 'UserPoolId'),
  GetIdentityProviderByIdentifier: iam(getIdentityProviderByIdentifier, 'UserPoolId', 'IdpIdentifier'),
  GetSigningCertificate: iam(getSigningCertificate, 'UserPoolId'),
  GetTokensFromRefreshToken: open(getTokensFromRefreshToken, 'RefreshToken', 'ClientId'),
  GetUser: open(getUser, 'AccessToken'),
  GetUserAttributeVerificationCode: open(getUserAttributeVerificationCode, 'AccessToken', 'AttributeName'),
  GetUserAuthFactors: open(getUserAuthFactors, 'AccessToken'),
  GetUserPoolMfaConfig: iam(getUserPoolMfaConfig, 'UserPoolId'),
  GetUserPoolSessionConfiguration: iam(getUserPoolSessionConfiguration, 'UserPoolId'),
  GlobalSignOut: open(globalSignOut, 'AccessToken'),
  InitiateAuth: open(initiateAuth, 'AuthFlow', 'ClientId'),
  ListDevices: open(listDevices, 'AccessToken'),
  ListGroups: iam(listGroups, 'UserPoolId'),
  ListIdentityProviders: iam(listIdentityProviders, 'UserPoolId'),
  ListResourceServers: iam(listResourceServers, 'UserPoolId'),
  ListTagsForResource: iam(listTagsForResource, 'ResourceArn'),
  ListUserPoolClientSecrets: iam(listUserPoolClientSecrets, 'UserPoolId', 'ClientId'),
  ListUserPoolClients: iam(listUserPoolClients, 'UserPoolId'),
  ListUserPools: iam(listUserPools, 'MaxResults'),
  ListUsers: iam(listUsers, 'UserPoolId'),
  ListUsersInGroup: iam(listUsersInGroup, 'UserPoolId', 'GroupName'),
  ResendConfirmationCode: open(resendConfirmationCode, 'ClientId', 'Username'),
  RespondToAuthChallenge: open(respondToAuthChallenge, 'ClientId', 'ChallengeName'),
  RevokeToken: open(revokeToken, 'Token', 'ClientId'),
  SetUserMFAPreference: open(setUserMfaPreference, 'AccessToken'),
  SetUserPoolMfaConfig: iam(setUserPoolMfaConfig, 'UserPoolId'),
  SetUserPoolSessionConfiguration: iam(
    setUserPoolSessionConfiguration,
    'UserPoolId',
    'UserSessionTracking',
    'TokenSession',
  ),
  SignUp: open(signUp, 'ClientId', 'Username'),
  TagResource: iam(tagResource, 'ResourceArn', 'Tags'),
  UntagResource: iam(untagResource, 'ResourceArn', 'TagKeys'),
  UpdateDeviceStatus: open(updateDeviceStatus, 'AccessToken', 'DeviceKey'),
  UpdateGroup: iam(updateGroup, 'GroupName', 'UserPoolId'),
  UpdateIdentityProvider: iam(updateIdentityProvider, 'UserPoolId', 'ProviderName'),
  UpdateResourceServer: iam(updateResourceServer, 'UserPoolId', 'Identifier', 'Name'),
  UpdateUserAttributes: open(updateUserAttributes, 'UserAttributes', 'AccessToken'),
  UpdateUserPool: iam(updateUserPool, 'UserPoolId'),
  UpdateUserPoolClient: iam(updateUserPoolClient, 'UserPoolId', 'ClientId'),
  UpdateUserPoolDomain: iam(updateUserPoolDomain, 'Domain', 'UserPoolId'),
  VerifySoftwareToken: open(verifySoftwareToken, 'UserCode'),
  VerifyUserAttribute: open(verifyUserAttribute, 'AccessToken', 'AttributeName', 'Code'),
}
