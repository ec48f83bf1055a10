import {authFlow, challengeName, explicitAuthFlows} from './auth-shapes.ts'
import {accountRecovery, customAttribute, policies, refreshTokenRotation, scopes} from './settings-shapes.ts'
import {count, dictionary, flag, list, oneOf, type Shape, secret, secrets, structure, text} from './shapes.ts'

const word = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+'
const label = '[\\w\\s+=,.@-]+'
const token = '[A-Za-z0-9-_=.]+'
const nonSpace = '[\\S]+'
const arn = 'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?'

const attributeName = text({min: 1, max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+'})
const attributes = list(structure({Name: attributeName, Value: secret({max: 2048})}, 'Name'))
const password = secret({max: 256, pattern: nonSpace})
const nextToken = text({min: 1, pattern: nonSpace})
const uri = text({min: 1, max: 1024, pattern: word})
const unit = oneOf('seconds', 'minutes', 'hours', 'days')
const roleArn = text({min: 20, max: 2048, pattern: arn})
const mfaSettings = structure({Enabled: flag, PreferredMfa: flag})
const verified = list(oneOf('phone_number', 'email'))
const loose = structure({})
const identifier = structure({
  ProviderName: text({min: 1, max: 32, pattern: word}),
  ProviderAttributeName: text(),
  ProviderAttributeValue: text(),
})
const idpIdentifier = text({min: 1, max: 40, pattern: '[\\w\\s+=.@-]+'})

/** Shapes by member name: across the API a name means one thing, with the exceptions below. */
const members: Readonly<Record<string, Shape>> = {
  AccessToken: secret({pattern: token}),
  AccessTokenValidity: count(1, 86_400),
  AccountRecoverySetting: accountRecovery,
  AdminCreateUserConfig: structure({AllowAdminCreateUserOnly: flag, UnusedAccountValidityDays: count(0, 365)}),
  AliasAttributes: list(oneOf('phone_number', 'email', 'preferred_username')),
  AllowedOAuthFlows: list(oneOf('code', 'implicit', 'client_credentials'), {max: 3}),
  AllowedOAuthFlowsUserPoolClient: flag,
  AllowedOAuthScopes: list(text({min: 1, max: 256, pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+'}), {max: 50}),
  AttributeMapping: dictionary,
  AttributeName: attributeName,
  AttributesToGet: list(attributeName),
  AuthFlow: authFlow,
  AuthParameters: secrets,
  AuthSessionValidity: count(3, 15),
  AutoVerifiedAttributes: verified,
  CallbackURLs: list(uri, {max: 100}),
  ChallengeName: challengeName,
  ChallengeResponses: secrets,
  ClientId: secret({min: 1, max: 128, pattern: '[\\w+]+'}),
  ClientMetadata: dictionary,
  ClientName: text({min: 1, max: 128, pattern: label}),
  ClientSecret: secret({min: 24, max: 64, pattern: '[\\w+]+'}),
  ClientSecretId: text({min: 1, max: 128}),
  Code: text({min: 1, max: 2048, pattern: nonSpace}),
  ConfirmationCode: text({min: 1, max: 2048, pattern: nonSpace}),
  CustomAttributes: list(customAttribute, {min: 1, max: 25}),
  DefaultRedirectURI: uri,
  DeviceConfiguration: structure({ChallengeRequiredOnNewDevice: flag, DeviceOnlyRememberedOnUserPrompt: flag}),
  DeviceKey: text({min: 1, max: 55, pattern: '[\\w-]+_[0-9a-f-]+'}),
  DeviceName: text({min: 1, max: 1024}),
  DeviceRememberedStatus: oneOf('remembered', 'not_remembered'),
  DeviceSecretVerifierConfig: structure({PasswordVerifier: text({max: 131_072}), Salt: text({max: 131_072})}),
  DeletionProtection: oneOf('ACTIVE', 'INACTIVE'),
  Description: text({max: 2048}),
  DestinationUser: identifier,
  DesiredDeliveryMediums: list(oneOf('SMS', 'EMAIL')),
  Domain: text({min: 1, max: 63, pattern: '[a-z0-9](?:[a-z0-9.\\-]{0,61}[a-z0-9])?'}),
  EmailConfiguration: loose,
  EmailMfaConfiguration: loose,
  EmailMfaSettings: mfaSettings,
  EnablePropagateAdditionalUserContextData: flag,
  EnableTokenRevocation: flag,
  ExplicitAuthFlows: explicitAuthFlows,
  Filter: text({max: 256}),
  ForceAliasCreation: flag,
  FriendlyDeviceName: text({max: 131_072}),
  GenerateSecret: flag,
  GroupName: text({min: 1, max: 128, pattern: word}),
  IdTokenValidity: count(1, 86_400),
  IdpIdentifier: idpIdentifier,
  IdpIdentifiers: list(idpIdentifier, {min: 0, max: 50}),
  Identifier: text({min: 1, max: 256, pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+'}),
  LambdaConfig: loose,
  Limit: count(0, 60),
  LogoutURLs: list(uri, {max: 100}),
  MFAOptions: list(loose),
  MaxResults: count(1, 60),
  MessageAction: oneOf('RESEND', 'SUPPRESS'),
  MfaConfiguration: oneOf('OFF', 'ON', 'OPTIONAL'),
  Name: text({min: 1, max: 256, pattern: label}),
  NextToken: nextToken,
  PaginationToken: nextToken,
  Password: password,
  Permanent: flag,
  Policies: policies,
  PoolName: text({min: 1, max: 128, pattern: label}),
  Precedence: count(0),
  PreventUserExistenceErrors: oneOf('LEGACY', 'ENABLED'),
  PreviousPassword: password,
  ProposedPassword: password,
  ProviderDetails: secrets,
  ProviderName: text({min: 1, max: 32, pattern: word}),
  ProviderType: oneOf('SAML', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple', 'OIDC'),
  ReadAttributes: list(text({min: 1, max: 2048})),
  RefreshToken: secret({pattern: token}),
  RefreshTokenRotation: refreshTokenRotation,
  RefreshTokenValidity: count(0, 315_360_000),
  ResourceArn: roleArn,
  RoleArn: roleArn,
  SMSMfaSettings: mfaSettings,
  Schema: list(customAttribute, {min: 1, max: 50}),
  Scopes: scopes,
  SecretHash: secret({min: 1, max: 128, pattern: '[\\w+=/]+'}),
  Session: secret({min: 20, max: 2048}),
  SessionId: text({min: 1}),
  RevokeAssociatedSessions: flag,
  TokenSession: loose,
  UserSessionTracking: oneOf('ENABLED', 'DISABLED'),
  SmsMfaConfiguration: loose,
  SourceUser: identifier,
  SoftwareTokenMfaConfiguration: structure({Enabled: flag}),
  SoftwareTokenMfaSettings: mfaSettings,
  SupportedIdentityProviders: list(text({min: 1, max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+'})),
  TagKeys: list(text({min: 1, max: 128})),
  Tags: dictionary,
  TemporaryPassword: password,
  Token: secret({pattern: token}),
  TokenValidityUnits: structure({AccessToken: unit, IdToken: unit, RefreshToken: unit}),
  User: identifier,
  UserAttributeNames: list(attributeName),
  UserAttributeUpdateSettings: structure({AttributesRequireVerificationBeforeUpdate: verified}),
  UserAttributes: attributes,
  UserCode: secret({min: 6, max: 6, pattern: '[0-9]+'}),
  UserPoolId: text({min: 1, max: 55, pattern: '[\\w-]+_[0-9a-zA-Z]+'}),
  UserPoolTags: dictionary,
  UserPoolTier: oneOf('LITE', 'ESSENTIALS', 'PLUS'),
  Username: secret({min: 1, max: 128, pattern: word}),
  UsernameAttributes: list(oneOf('phone_number', 'email')),
  UsernameConfiguration: structure({CaseSensitive: flag}, 'CaseSensitive'),
  ValidationData: attributes,
  VerificationMessageTemplate: loose,
  WebAuthnConfiguration: loose,
  WebAuthnMfaSettings: structure({Enabled: flag}),
}

const exceptions: Readonly<Record<string, Shape>> = {
  'CreateIdentityProvider.ProviderName': text({min: 3, max: 32, pattern: '[^_][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_]+'}),
  'ListIdentityProviders.MaxResults': count(0, 60),
  'AdminDisableProviderForUser.UserPoolId': text(),
  'AdminLinkProviderForUser.UserPoolId': text(),
  'AdminListUserAuthEvents.MaxResults': count(0, 60),
  'ListResourceServers.MaxResults': count(1, 50),
}

/** The shape of an operation's member; undefined for one the API has no constraint for, or does not know. */
export function memberOf(operation: string, name: string): Shape | undefined {
  return exceptions[`${operation}.${name}`] ?? (Object.hasOwn(members, name) ? members[name] : undefined)
}
