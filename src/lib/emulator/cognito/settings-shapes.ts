import {count, flag, list, oneOf, structure, text} from './shapes.ts'

/** An attribute that a pool adds to the standard ones. */
export const customAttribute = structure({
  Name: text({min: 1, max: 20, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+'}),
  AttributeDataType: oneOf('String', 'Number', 'DateTime', 'Boolean'),
  DeveloperOnlyAttribute: flag,
  Mutable: flag,
  Required: flag,
  StringAttributeConstraints: structure({MinLength: text(), MaxLength: text()}),
  NumberAttributeConstraints: structure({MinValue: text(), MaxValue: text()}),
})

export const accountRecovery = structure({
  RecoveryMechanisms: list(
    structure(
      {Name: oneOf('verified_email', 'verified_phone_number', 'admin_only'), Priority: count(1, 2)},
      'Priority',
      'Name',
    ),
    {min: 1, max: 2},
  ),
})

export const policies = structure({
  PasswordPolicy: structure({
    MinimumLength: count(6, 99),
    RequireUppercase: flag,
    RequireLowercase: flag,
    RequireNumbers: flag,
    RequireSymbols: flag,
    PasswordHistorySize: count(0, 24),
    TemporaryPasswordValidityDays: count(0, 365),
  }),
  SignInPolicy: structure({
    AllowedFirstAuthFactors: list(oneOf('PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'), {min: 1, max: 4}),
  }),
})

export const refreshTokenRotation = structure(
  {Feature: oneOf('ENABLED', 'DISABLED'), RetryGracePeriodSeconds: count(0, 60)},
  'Feature',
)

export const scopes = list(
  structure(
    {
      ScopeName: text({min: 1, max: 256, pattern: '[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+'}),
      ScopeDescription: text({min: 1, max: 256}),
    },
    'ScopeName',
    'ScopeDescription',
  ),
  {max: 100},
)
