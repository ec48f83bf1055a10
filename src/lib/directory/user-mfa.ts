import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import {type Directory, read, write} from './directory.ts'
import {outcome} from './rehearsal.ts'

/** A second factor, as flags name it. */
export type Factor = 'totp' | 'sms' | 'email'

/** The second factors of a user. */
export interface UserFactors {
  readonly username: string
  /** The one that is asked for first. */
  readonly preferred?: Factor
  readonly methods: readonly Factor[]
}

/** What is to be different about them. */
export interface FactorWishes {
  readonly enable?: readonly Factor[]
  readonly disable?: readonly Factor[]
  readonly prefer?: Factor | 'none' | undefined
  /** Forgets the authenticator app altogether: another can be set up. */
  readonly forgetApp?: boolean
}

const settings = {totp: 'SoftwareTokenMfaSettings', sms: 'SMSMfaSettings', email: 'EmailMfaSettings'} as const
const named: Readonly<Record<string, Factor>> = {SOFTWARE_TOKEN_MFA: 'totp', SMS_MFA: 'sms', EMAIL_OTP: 'email'}

/** The factors a user has switched on. @throws Failure `not_found`. */
export async function getFactors(directory: Directory, username: string): Promise<UserFactors> {
  const asked = new AdminGetUserCommand({UserPoolId: directory.poolId, Username: username})
  const {Username = username, PreferredMfaSetting = '', UserMFASettingList = []} = await read(directory, asked)
  const preferred = named[PreferredMfaSetting]
  const methods = UserMFASettingList.flatMap(name => named[name] ?? [])
  return {username: Username, ...(preferred === undefined ? {} : {preferred}), methods}
}

/**
 * Switches factors of a user on and off; those that are not named stay.
 * @throws Failure `not_found`; `usage` for a contradiction, or a factor that the pool or the user is not ready for.
 */
export async function setFactors(directory: Directory, username: string, wishes: FactorWishes): Promise<UserFactors> {
  const before = await getFactors(directory, username)
  const {forgetApp = false} = wishes
  const after = wished(before, wishes)
  const whose = {UserPoolId: directory.poolId, Username: username}
  const changed = differing(before, after)
  if (changed.length > 0) {
    const settled = changed.map(factor => [settings[factor], settingOf(after, factor)])
    await write(directory, new AdminSetUserMFAPreferenceCommand({...whose, ...Object.fromEntries(settled)}))
  }
  if (forgetApp) await write(directory, new AdminDeleteSoftwareTokenCommand(whose))
  return outcome(directory, {before, after}, () => getFactors(directory, username))
}

function wished(before: UserFactors, {enable = [], disable = [], prefer, forgetApp}: FactorWishes): UserFactors {
  const off = new Set<Factor>([...disable, ...(forgetApp ? (['totp'] as const) : [])])
  const on = new Set<Factor>([...enable, ...(prefer === undefined || prefer === 'none' ? [] : [prefer])])
  const both = [...on].find(factor => off.has(factor))
  if (both !== undefined) throw new Failure('usage', `The factor ${both} is to be both on and off.`)
  const methods = [...new Set([...before.methods, ...on])].filter(factor => !off.has(factor))
  const first = prefer === 'none' ? undefined : (prefer ?? before.preferred)
  const preferred = first !== undefined && methods.includes(first) ? first : undefined
  return {username: before.username, ...(preferred === undefined ? {} : {preferred}), methods}
}

/** The factors about which the two differ: a preferred one that is no longer so has to be told, too. */
function differing(before: UserFactors, after: UserFactors): Factor[] {
  return (Object.keys(settings) as Factor[]).filter(
    factor => JSON.stringify(settingOf(before, factor)) !== JSON.stringify(settingOf(after, factor)),
  )
}

function settingOf({methods, preferred}: UserFactors, factor: Factor): {Enabled: boolean; PreferredMfa: boolean} {
  return {Enabled: methods.includes(factor), PreferredMfa: preferred === factor}
}
