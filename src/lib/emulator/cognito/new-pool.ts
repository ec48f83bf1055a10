import type {
  CreateUserPoolRequest,
  UpdateUserPoolRequest,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'
import {customAttribute, standardAttributes} from './schema.ts'

/** A pool with the service's defaults where `request` is silent. Its id carries its region. */
export function newPool(
  {clock}: Pick<Stack, 'clock'>,
  id: string,
  request: Omit<CreateUserPoolRequest, 'PoolName'> & {PoolName: string},
): Pool {
  const region = id.split('_')[0] ?? ''
  const now = clock.now()
  return {
    id,
    region,
    settings: {
      Id: id,
      Arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${id}`,
      Name: request.PoolName,
      SchemaAttributes: schemaOf(request.Schema),
      ...(request.AliasAttributes && {AliasAttributes: request.AliasAttributes}),
      ...(request.UsernameAttributes && {UsernameAttributes: request.UsernameAttributes}),
      ...(request.UsernameConfiguration && {UsernameConfiguration: request.UsernameConfiguration}),
      ...changeable(request),
    },
    mfa: {MfaConfiguration: request.MfaConfiguration ?? 'OFF'},
    createdAt: now,
    updatedAt: now,
    users: new Map(),
    groups: new Map(),
    clients: new Map(),
    resourceServers: new Map(),
    refreshTokens: new Map(),
    revokedOrigins: new Set(),
    challenges: new Map(),
  }
}

/** The settings an update may change. One that the request does not name falls back to its default: that is the API's trap. */
export function changeable(request: UpdateUserPoolRequest | CreateUserPoolRequest): Partial<UserPoolType> {
  const {Policies, AdminCreateUserConfig, ...rest} = request
  return {
    Policies: {
      PasswordPolicy: {
        MinimumLength: 8,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 7,
        // A policy that is given replaces the whole of it: what it leaves out is not required.
        ...(Policies?.PasswordPolicy && {...lenient, ...Policies.PasswordPolicy}),
      },
      SignInPolicy: {AllowedFirstAuthFactors: Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD']},
    },
    DeletionProtection: rest.DeletionProtection ?? 'INACTIVE',
    LambdaConfig: rest.LambdaConfig ?? {},
    ...(rest.AutoVerifiedAttributes && {AutoVerifiedAttributes: rest.AutoVerifiedAttributes}),
    ...(rest.SmsVerificationMessage && {SmsVerificationMessage: rest.SmsVerificationMessage}),
    ...(rest.EmailVerificationMessage && {EmailVerificationMessage: rest.EmailVerificationMessage}),
    ...(rest.EmailVerificationSubject && {EmailVerificationSubject: rest.EmailVerificationSubject}),
    ...(rest.SmsAuthenticationMessage && {SmsAuthenticationMessage: rest.SmsAuthenticationMessage}),
    VerificationMessageTemplate: {DefaultEmailOption: 'CONFIRM_WITH_CODE', ...rest.VerificationMessageTemplate},
    ...(rest.UserAttributeUpdateSettings && {UserAttributeUpdateSettings: rest.UserAttributeUpdateSettings}),
    MfaConfiguration: rest.MfaConfiguration ?? 'OFF',
    ...(rest.DeviceConfiguration && {DeviceConfiguration: rest.DeviceConfiguration}),
    EmailConfiguration: {EmailSendingAccount: 'COGNITO_DEFAULT', ...rest.EmailConfiguration},
    ...(rest.SmsConfiguration && {SmsConfiguration: rest.SmsConfiguration}),
    UserPoolTags: rest.UserPoolTags ?? {},
    AdminCreateUserConfig: {AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7, ...AdminCreateUserConfig},
    ...(rest.UserPoolAddOns && {UserPoolAddOns: rest.UserPoolAddOns}),
    ...(rest.AccountRecoverySetting && {AccountRecoverySetting: rest.AccountRecoverySetting}),
    ...(rest.DcrConfiguration && {DcrConfiguration: rest.DcrConfiguration}),
    ...(rest.KeyConfiguration && {KeyConfiguration: rest.KeyConfiguration}),
    ...(rest.IssuerConfiguration && {IssuerConfiguration: rest.IssuerConfiguration}),
    ...(rest.AcrConfiguration && {AcrConfiguration: rest.AcrConfiguration}),
    UserPoolTier: rest.UserPoolTier ?? 'ESSENTIALS',
  }
}

const lenient = {RequireUppercase: false, RequireLowercase: false, RequireNumbers: false, RequireSymbols: false}

/** Standard attributes, made required or immutable where the request says so, and the custom ones. */
function schemaOf(given: CreateUserPoolRequest['Schema'] = []): NonNullable<UserPoolType['SchemaAttributes']> {
  const standard = standardAttributes.map(attribute => {
    const said = given.find(({Name}) => Name === attribute.Name)
    return {...attribute, ...(said && {Mutable: said.Mutable ?? true, Required: said.Required ?? false})}
  })
  const known = new Set(standard.map(({Name}) => Name))
  return [...standard, ...given.filter(({Name}) => !known.has(Name)).map(customAttribute)]
}
