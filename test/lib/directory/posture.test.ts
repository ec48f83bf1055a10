import assert from 'node:assert/strict'
import {atLeast, judged, type Surveyed} from '../../../src/lib/directory/posture.ts'
import {postureRules} from '../../../src/lib/directory/posture-rules.ts'

const pool = {
  id: 'eu-west-1_Good',
  name: 'good',
  mfaConfiguration: 'OPTIONAL',
  mfa: {softwareTokenMfaConfiguration: {enabled: true}},
  deletionProtection: 'ACTIVE',
  policies: {passwordPolicy: {minimumLength: 14, temporaryPasswordValidityDays: 3}},
  usernameConfiguration: {caseSensitive: false},
  userPoolAddOns: {advancedSecurityMode: 'ENFORCED'},
  emailConfiguration: {emailSendingAccount: 'DEVELOPER'},
  autoVerifiedAttributes: ['email'],
  userAttributeUpdateSettings: {attributesRequireVerificationBeforeUpdate: ['email']},
  schemaAttributes: [{name: 'custom:role', mutable: true}],
}
const client = {
  id: '4example',
  name: 'web',
  confidential: false,
  writeAttributes: ['name'],
  callbackUrls: ['https://app.acme.example/callback', 'http://localhost:8400/callback'],
  allowedOAuthFlows: ['code'],
  allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
  preventUserExistenceErrors: 'ENABLED',
  enableTokenRevocation: true,
  explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
  accessTokenValidity: 30,
  refreshTokenValidity: 30,
  tokenValidityUnits: {accessToken: 'minutes', refreshToken: 'days'},
  refreshTokenRotation: {feature: 'ENABLED'},
}
const good: Surveyed = {pool, clients: [client]}

/** What each rule is there to notice. */
const weak: Readonly<Record<string, {pool?: object; client?: object}>> = {
  'messages-fail': {pool: {smsConfigurationFailure: 'InsufficientBalance'}},
  'password-short': {pool: {policies: {passwordPolicy: {minimumLength: 6}}}},
  'implicit-flow': {client: {allowedOAuthFlows: ['code', 'implicit']}},
  'callback-insecure': {client: {callbackUrls: ['http://app.acme.example/callback']}},
  'writes-custom-attributes': {client: {writeAttributes: undefined}},
  'mfa-off': {pool: {mfaConfiguration: 'OFF'}},
  'deletion-unprotected': {pool: {deletionProtection: 'INACTIVE'}},
  'address-change-unverified': {pool: {userAttributeUpdateSettings: undefined}},
  'tells-who-exists': {client: {preventUserExistenceErrors: 'LEGACY'}},
  'no-revocation': {client: {enableTokenRevocation: false}},
  'password-in-the-open': {client: {explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH']}},
  'refresh-very-long': {client: {refreshTokenValidity: 400}},
  'mfa-by-sms-only': {pool: {mfa: {smsMfaConfiguration: {}}}},
  'password-shortish': {pool: {policies: {passwordPolicy: {minimumLength: 8}}}},
  'temporary-passwords-last': {
    pool: {policies: {passwordPolicy: {minimumLength: 14, temporaryPasswordValidityDays: 30}}},
  },
  'usernames-by-case': {pool: {usernameConfiguration: undefined}},
  'no-threat-protection': {pool: {userPoolAddOns: {advancedSecurityMode: 'OFF'}}},
  'mail-by-cognito': {pool: {emailConfiguration: {emailSendingAccount: 'COGNITO_DEFAULT'}}},
  'access-long': {client: {accessTokenValidity: 600}},
  'refresh-long': {client: {refreshTokenValidity: 120}},
  'no-rotation': {client: {refreshTokenRotation: undefined}},
  'callback-example': {client: {callbackUrls: ['https://example.com']}},
}

function without(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined))
}

describe('the posture of a pool', () => {
  it('finds nothing about a pool that is as it should be', () => assert.deepEqual(judged(good), []))
  it('has a case here for every rule', () => {
    assert.deepEqual(Object.keys(weak).sort(), postureRules.map(({id}) => id).sort())
  })
  for (const [rule, change] of Object.entries(weak))
    it(`notices ${rule}, and nothing else`, () => {
      const surveyed = {
        pool: without({...pool, ...change.pool}) as typeof pool,
        clients: [without({...client, ...change.client}) as typeof client],
      }
      assert.deepEqual(
        judged(surveyed).map(finding => finding.rule),
        [rule],
      )
      assert.deepEqual(judged(surveyed, [rule]), [])
    })
  it('puts the worst first, and tells those that are bad enough', () => {
    const surveyed = {
      pool: {...pool, deletionProtection: 'INACTIVE', usernameConfiguration: {}},
      clients: [{...client, allowedOAuthFlows: ['implicit']}],
    }
    const findings = judged(surveyed)
    assert.deepEqual(
      findings.map(({level}) => level),
      ['high', 'medium', 'low'],
    )
    assert.equal(atLeast(findings, 'medium').length, 2)
  })
})
