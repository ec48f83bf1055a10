import * as Flags from '@oclif/core/flags'

/** What a token must be to pass. Read by expectationsOf in the token room. */
export const verificationFlags = {
  jwks: Flags.string({summary: 'Keys to verify with, in place of those the issuer publishes.', helpValue: 'FILE|URL'}),
  audience: Flags.string({summary: 'Audience the token must be for.', helpValue: 'NAME'}),
  kind: Flags.option({
    summary: 'Kind the token must be: “id” by OpenID Connect Core, “access” by RFC 9068; Cognito’s by its own rules.',
    options: ['id', 'access'] as const,
  })(),
  nonce: Flags.string({summary: 'Nonce the token must carry.', helpValue: 'NONCE'}),
  scope: Flags.string({summary: 'Scope the token must grant; repeatable.', helpValue: 'SCOPE', multiple: true}),
  group: Flags.string({summary: 'Group the user must be in; repeatable.', helpValue: 'GROUP', multiple: true}),
  alg: Flags.string({summary: 'Signature algorithm to accept; repeatable.', helpValue: 'ALG', multiple: true}),
  'max-age': Flags.integer({summary: 'Seconds since the person signed in, at most.', helpValue: 'SECONDS', min: 0}),
  leeway: Flags.integer({
    summary: 'Seconds by which clocks may differ: 0 to 300.',
    helpValue: 'SECONDS',
    default: 0,
    min: 0,
    max: 300,
  }),
  at: Flags.string({summary: 'Judge as of this time: ISO 8601, or seconds since 1970.', helpValue: 'TIME'}),
  'skip-issuer-check': Flags.boolean({
    summary: 'Accept any issuer whose key is at hand. A risk: a stranger’s token may pass.',
  }),
  'skip-audience-check': Flags.boolean({
    summary: 'Accept tokens meant for any app. A risk: a token given to another app may pass.',
  }),
}
