import type {AuthFactorType, SetUserMFAPreferenceRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Pool, User} from '../state.ts'
import {attributeOf} from './usernames.ts'

export type SecondFactor = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' | 'EMAIL_OTP'

/**
 * The second factors a user can be asked for now: the preferred one alone, else each that they switched on. Where the
 * pool demands one and they switched on none, each that they happen to be ready for.
 */
export function dueFactors(pool: Pool, user: User): SecondFactor[] {
  const {MfaConfiguration} = pool.settings
  if (MfaConfiguration !== 'ON' && MfaConfiguration !== 'OPTIONAL') return []
  const ready = offeredFactors(pool).filter(factor => isReady(user, factor))
  const chosen = ready.filter(factor => user.mfa.enabled.includes(factor))
  const preferred = chosen.filter(factor => factor === user.mfa.preferred)
  if (preferred.length > 0) return preferred
  return chosen.length > 0 || MfaConfiguration === 'OPTIONAL' ? chosen : ready
}

/** Whether nothing may be done before a second factor is set up. */
export function lacksFactor(pool: Pool, user: User): boolean {
  return pool.settings.MfaConfiguration === 'ON' && dueFactors(pool, user).length === 0
}

/** @throws Problem `SoftwareTokenMFANotFoundException` where the pool has no use for authenticator apps. */
export function assertOffered(pool: Pool): void {
  if (pool.settings.MfaConfiguration === 'OFF' || !offeredFactors(pool).includes('SOFTWARE_TOKEN_MFA'))
    throw new Problem('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool.')
}

/**
 * Switches second factors on and off, and says which is asked first.
 * @throws Problem `InvalidParameterException` for a factor the pool does not offer, or the user is not ready for.
 */
export function preferFactors(pool: Pool, user: User, input: Omit<SetUserMFAPreferenceRequest, 'AccessToken'>): void {
  const {SoftwareTokenMfaSettings, SMSMfaSettings, EmailMfaSettings} = input
  const wishes = {
    SOFTWARE_TOKEN_MFA: SoftwareTokenMfaSettings,
    SMS_MFA: SMSMfaSettings,
    EMAIL_OTP: EmailMfaSettings,
  } as const
  const preferred = Object.values(wishes).filter(wish => wish?.PreferredMfa)
  if (preferred.length > 1) throw invalid('Only one MFA setting can be preferred.')
  for (const [factor, wish] of Object.entries(wishes) as [SecondFactor, (typeof wishes)[SecondFactor]][]) {
    if (wish?.PreferredMfa && !wish.Enabled) throw invalid('Preferred MFA setting must be enabled.')
    if (wish?.Enabled) assertReady(pool, user, factor)
  }
  const {mfa} = user
  for (const [factor, wish] of Object.entries(wishes)) {
    if (wish === undefined) continue
    mfa.enabled = [...mfa.enabled.filter(name => name !== factor), ...(wish.Enabled ? [factor] : [])]
    if (wish.PreferredMfa) mfa.preferred = factor
    else if (mfa.preferred === factor) delete mfa.preferred
  }
}

/** What a user can sign in with. */
export function configuredFactors({password}: User): AuthFactorType[] {
  return password ? ['PASSWORD'] : []
}

function offeredFactors({mfa}: Pool): SecondFactor[] {
  return [
    ...(mfa.SoftwareTokenMfaConfiguration?.Enabled ? (['SOFTWARE_TOKEN_MFA'] as const) : []),
    ...(mfa.SmsMfaConfiguration ? (['SMS_MFA'] as const) : []),
    ...(mfa.EmailMfaConfiguration ? (['EMAIL_OTP'] as const) : []),
  ]
}

function isReady(user: User, factor: SecondFactor): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return user.mfa.totpSecret !== undefined
  return attributeOf(user, factor === 'SMS_MFA' ? 'phone_number' : 'email') !== undefined
}

function assertReady(pool: Pool, user: User, factor: SecondFactor): void {
  if (!isReady(user, factor))
    throw invalid(
      factor === 'SOFTWARE_TOKEN_MFA'
        ? 'User has not verified software token mfa'
        : `User does not have delivery config set to turn on ${factor}`,
    )
  if (factor !== 'SOFTWARE_TOKEN_MFA' && !offeredFactors(pool).includes(factor))
    throw invalid(`${factor} is not enabled by the userPool.`)
}

function invalid(message: string): Problem {
  return new Problem('InvalidParameterException', message)
}
