import * as Flags from '@oclif/core/flags'

const repeated = {multiple: true, multipleNonGreedy: true, helpGroup: 'CLIENT'} as const
const oauthFlows = ['code', 'implicit', 'client_credentials']

/** What a client is made with, in words of its own; everything else goes by --set. */
export const newClientFlags = {
  'add-callback': Flags.string({summary: 'Callback URL to allow; repeatable.', ...repeated, helpValue: 'URL'}),
  'add-logout': Flags.string({summary: 'URL to allow after signing out; repeatable.', ...repeated, helpValue: 'URL'}),
  'add-scope': Flags.string({summary: 'OAuth scope to allow; repeatable.', ...repeated, helpValue: 'SCOPE'}),
  'add-flow': Flags.string({summary: 'OAuth flow to allow; repeatable.', ...repeated, options: oauthFlows}),
  'add-auth-flow': Flags.string({
    summary: 'Authentication flow of the API to allow, such as ALLOW_USER_SRP_AUTH; repeatable.',
    ...repeated,
    helpValue: 'FLOW',
  }),
  'add-provider': Flags.string({
    summary: 'Identity provider to allow, or COGNITO for the pool’s own users; repeatable.',
    ...repeated,
    helpValue: 'NAME',
  }),
}

/** What changes about a client, in words of its own. */
export const clientFlags = {
  name: Flags.string({summary: 'New name.', helpValue: 'NAME', helpGroup: 'CLIENT'}),
  ...newClientFlags,
  'remove-callback': Flags.string({
    summary: 'Callback URL to allow no longer; repeatable.',
    ...repeated,
    helpValue: 'URL',
  }),
  'remove-logout': Flags.string({summary: 'URL after signing out to allow no longer.', ...repeated, helpValue: 'URL'}),
  'remove-scope': Flags.string({
    summary: 'OAuth scope to allow no longer; repeatable.',
    ...repeated,
    helpValue: 'SCOPE',
  }),
  'remove-flow': Flags.string({summary: 'OAuth flow to allow no longer.', ...repeated, options: oauthFlows}),
  'remove-auth-flow': Flags.string({
    summary: 'Authentication flow to allow no longer.',
    ...repeated,
    helpValue: 'FLOW',
  }),
  'remove-provider': Flags.string({summary: 'Identity provider to allow no longer.', ...repeated, helpValue: 'NAME'}),
}

/** On what could answer with a secret. */
export const revealFlag = {
  'reveal-secrets': Flags.boolean({summary: 'Show client secrets in the answer.'}),
}
