import type {AuthFactorType, SetUserMFAPreferenceRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Pool, User} from '../state.ts'

/** Whether an authenticator app's code is asked of this user: never, now, or not before they set one up. */
export function softwareToken({settings}: Pool, {mfa}: User): 'none' | 'due' | 'missing' {
  const ready = mfa.totpSecret !== undefined
  switch (settings.MfaConfiguration) {
    case 'ON':
      return ready ? 'due' : 'missing'
    case 'OPTIONAL':
      return ready && mfa.enabled.includes('SOFTWARE_TOKEN_MFA') ? 'due' : 'none'
    default:
      return 'none'
  }
}

/** @throws Problem `SoftwareTokenMFANotFoundException` where the pool has no use for authenticator apps. */
export function assertOffered({settings, mfa}: Pool): void {
  if (settings.MfaConfiguration === 'OFF' || mfa.SoftwareTokenMfaConfiguration?.Enabled !== true)
    throw new Problem('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool.')
}

/**
 * Switches second factors on and off, and says which is asked first.
 * @throws Problem `InvalidParameterException` for a factor the user has not set up; SMS and e-mail there are none here.
 */
export function preferFactors({mfa}: User, input: Omit<SetUserMFAPreferenceRequest, 'AccessToken'>): void {
  const {SoftwareTokenMfaSettings: app, SMSMfaSettings: sms, EmailMfaSettings: email} = input
  if (sms?.Enabled || email?.Enabled)
    throw new Problem(
      'InvalidParameterException',
      'This stack sends no messages: only software tokens can be second factors.',
    )
  if (app === undefined) return
  if (app.Enabled && mfa.totpSecret === undefined)
    throw new Problem('InvalidParameterException', 'User has not verified software token mfa')
  if (app.PreferredMfa && !app.Enabled)
    throw new Problem('InvalidParameterException', 'Preferred MFA setting must be enabled.')
  mfa.enabled = app.Enabled ? ['SOFTWARE_TOKEN_MFA'] : []
  if (app.PreferredMfa) mfa.preferred = 'SOFTWARE_TOKEN_MFA'
  else delete mfa.preferred
}

/** What a user can sign in with. */
export function configuredFactors({password}: User): AuthFactorType[] {
  return password ? ['PASSWORD'] : []
}
