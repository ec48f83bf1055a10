import {isLoopback} from '../address.ts'
import type {Client} from './clients.ts'
import type {Pool} from './pools.ts'
import {ofClient, ofPool, type PostureRule} from './posture-rule.ts'
import {isDocument} from './settings/document.ts'

/** Everything that is looked at, as a table. */
export const postureRules: readonly PostureRule[] = [
  ofPool('messages-fail', 'high', 'Messages reach people.', ({smsConfigurationFailure, emailConfigurationFailure}) => {
    const failure = smsConfigurationFailure ?? emailConfigurationFailure
    return failure !== undefined && [`Messages cannot be sent: ${String(failure)}.`]
  }),
  ofPool('password-short', 'high', 'Passwords have at least 8 characters.', pool => {
    const length = number(pool, 'policies', 'passwordPolicy', 'minimumLength')
    return length < 8 && [`Passwords may have ${length} characters.`, '--set policies.passwordPolicy.minimumLength=12']
  }),
  ofClient(
    'implicit-flow',
    'high',
    'No client gets tokens by a redirect.',
    ({id, allowedOAuthFlows}) =>
      listed(allowedOAuthFlows).includes('implicit') && [
        'It may use the implicit flow, which puts tokens into addresses and histories.',
        `authctl client set ${id} --add-flow code --remove-flow implicit`,
      ],
  ),
  ofClient('callback-insecure', 'high', 'Codes travel by https, or stay on one machine.', ({callbackUrls}) => {
    const bad = listed(callbackUrls).find(url => /^http:/i.test(url) && !isLoopback(url))
    return bad !== undefined && [`Its callback URL ${bad} is plain http to another machine.`]
  }),
  ofClient(
    'writes-custom-attributes',
    'high',
    'People do not choose the attributes that APIs go by.',
    (client, {pool}) => {
      const own = attributesOf(pool).filter(({name, mutable}) => /^custom:/.test(String(name)) && mutable === true)
      const {confidential, writeAttributes, id} = client
      const scopes = listed(client.allowedOAuthScopes)
      const selfService = scopes.length === 0 || scopes.includes('aws.cognito.signin.user.admin')
      return (
        !confidential &&
        writeAttributes === undefined &&
        selfService &&
        own.length > 0 && [
          `People can change ${own.map(({name}) => name).join(', ')} of themselves by it.`,
          `authctl client set ${id} --set writeAttributes=email,name`,
        ]
      )
    },
  ),
  ofPool(
    'mfa-off',
    'medium',
    'A second factor can be used.',
    ({mfaConfiguration}) =>
      (mfaConfiguration ?? 'OFF') === 'OFF' && ['Nobody can use a second factor.', '--mfa optional --totp'],
  ),
  ofPool(
    'deletion-unprotected',
    'medium',
    'The pool is protected against being deleted.',
    ({deletionProtection}) =>
      deletionProtection !== 'ACTIVE' && ['One request deletes it with everybody in it.', '--deletion-protection'],
  ),
  ofPool('address-change-unverified', 'medium', 'A new address counts once it is verified.', pool => {
    const verified = listed(at(pool, 'autoVerifiedAttributes'))
    const before = listed(at(pool, 'userAttributeUpdateSettings', 'attributesRequireVerificationBeforeUpdate'))
    const loose = verified.filter(name => !before.includes(name))
    return (
      loose.length > 0 && [
        `A new ${loose.join(' or ')} counts before it is verified, for signing in and for recovering accounts.`,
        `--set userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdate=${verified.join(',')}`,
      ]
    )
  }),
  ofClient(
    'tells-who-exists',
    'medium',
    'Strangers do not learn who has an account.',
    ({id, preventUserExistenceErrors}) =>
      preventUserExistenceErrors !== 'ENABLED' && [
        'It tells strangers whether a username exists.',
        `authctl client set ${id} --set preventUserExistenceErrors=ENABLED`,
      ],
  ),
  ofClient(
    'no-revocation',
    'medium',
    'Tokens can be revoked.',
    ({id, enableTokenRevocation}) =>
      enableTokenRevocation === false && [
        'Its tokens cannot be revoked.',
        `authctl client set ${id} --set enableTokenRevocation=true`,
      ],
  ),
  ofClient(
    'password-in-the-open',
    'medium',
    'Public clients do not handle passwords.',
    ({id, confidential, explicitAuthFlows}) =>
      !confidential &&
      listed(explicitAuthFlows).some(flow => /^(ALLOW_)?USER_PASSWORD_AUTH$/.test(flow)) && [
        'Anybody can try passwords by it, sent as they are.',
        `authctl client set ${id} --remove-auth-flow ALLOW_USER_PASSWORD_AUTH --add-auth-flow ALLOW_USER_SRP_AUTH`,
      ],
  ),
  ofClient(
    'refresh-very-long',
    'medium',
    'Nobody stays signed in for more than a year.',
    client => lifetime(client, 'refreshToken', 'days') > 366 * day && ['Its refresh tokens last for more than a year.'],
  ),
  ofPool('mfa-by-sms-only', 'low', 'A second factor does not hang on a telephone number.', pool => {
    const sms = at(pool, 'mfa', 'smsMfaConfiguration') !== undefined
    const totp = at(pool, 'mfa', 'softwareTokenMfaConfiguration', 'enabled') === true
    return sms && !totp && ['Text messages are the only second factor.', '--totp']
  }),
  ofPool('password-shortish', 'low', 'Passwords have at least 12 characters.', pool => {
    const length = number(pool, 'policies', 'passwordPolicy', 'minimumLength')
    return (
      length >= 8 &&
      length < 12 && [`Passwords may have ${length} characters.`, '--set policies.passwordPolicy.minimumLength=12']
    )
  }),
  ofPool('temporary-passwords-last', 'low', 'Temporary passwords end within a week.', pool => {
    const days = number(pool, 'policies', 'passwordPolicy', 'temporaryPasswordValidityDays')
    return days > 7 && [`Temporary passwords last for ${days} days.`]
  }),
  ofPool(
    'usernames-by-case',
    'low',
    'Ada and ada are one person.',
    pool =>
      at(pool, 'usernameConfiguration', 'caseSensitive') !== false && [
        'Usernames differ by letter case, so that Ada and ada are two people; only a new pool can be otherwise.',
      ],
  ),
  ofPool('no-threat-protection', 'low', 'Somebody watches over sign-ins.', pool => {
    const mode = at(pool, 'userPoolAddOns', 'advancedSecurityMode')
    return (
      (mode === undefined || mode === 'OFF') && ['Nobody watches over sign-ins (threat protection, of the plan Plus).']
    )
  }),
  ofPool(
    'mail-by-cognito',
    'low',
    'Mail goes out in numbers.',
    pool =>
      at(pool, 'emailConfiguration', 'emailSendingAccount') === 'COGNITO_DEFAULT' && [
        'Mail goes out by Cognito’s own sender, 50 a day for the whole account.',
      ],
  ),
  ofClient(
    'access-long',
    'low',
    'Access tokens end within a working day.',
    client =>
      lifetime(client, 'accessToken', 'hours') > 8 * hour && ['Its access tokens last for more than eight hours.'],
  ),
  ofClient('refresh-long', 'low', 'People sign in at least every three months.', client => {
    const life = lifetime(client, 'refreshToken', 'days')
    return life > 90 * day && life <= 366 * day && ['Its refresh tokens last for more than three months.']
  }),
  ofClient(
    'no-rotation',
    'low',
    'A stolen refresh token is noticed.',
    client =>
      !client.confidential &&
      listed(client.allowedOAuthFlows).includes('code') &&
      at(client, 'refreshTokenRotation', 'feature') !== 'ENABLED' && [
        'Its refresh tokens are not rotated, so that a stolen one goes unnoticed.',
        `authctl client set ${client.id} --set refreshTokenRotation.feature=ENABLED --remove-auth-flow ALLOW_REFRESH_TOKEN_AUTH`,
      ],
  ),
  ofClient('callback-example', 'low', 'Codes are sent to somebody one knows.', ({callbackUrls}) => {
    const bad = listed(callbackUrls).find(url => /^https:\/\/(www\.)?example\.(com|org|net)\b/i.test(url))
    return bad !== undefined && [`Its callback URL ${bad} belongs to nobody here.`]
  }),
]

const hour = 3600
const day = 24 * hour
const seconds: Readonly<Record<string, number>> = {seconds: 1, minutes: 60, hours: hour, days: day}

/** How long a client's tokens last, in seconds; 0 where it does not say and so has what everybody has. */
function lifetime(client: Client, kind: 'accessToken' | 'refreshToken', usual: string): number {
  const unit = String(at(client, 'tokenValidityUnits', kind) ?? usual)
  return Number(client[`${kind}Validity`] ?? 0) * (seconds[unit] ?? 0)
}

function at(settings: object, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isDocument(value) ? value[name] : undefined), settings)
}

function number(settings: object, ...path: readonly string[]): number {
  return Number(at(settings, ...path))
}

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function attributesOf({schemaAttributes}: Pool): {readonly name?: unknown; readonly mutable?: unknown}[] {
  return Array.isArray(schemaAttributes) ? schemaAttributes : []
}
