import * as Flags from '@oclif/core/flags'

/** What a profile holds, one flag per field; secrets come on standard input. */
export const profileFieldFlags = {
  issuer: Flags.string({summary: 'Issuer of its tokens.', helpValue: 'URL'}),
  'client-id': Flags.string({summary: 'Client to sign in with.', helpValue: 'ID'}),
  'client-auth': Flags.string({
    summary:
      'How the client proves itself at the token endpoint; basic-raw for servers that do not decode what Basic carries, tls by a certificate.',
    options: ['none', 'basic', 'basic-raw', 'post', 'private-key-jwt', 'tls'],
  }),
  'client-secret-stdin': Flags.boolean({summary: 'Read the client secret from standard input and keep it.'}),
  'client-key-stdin': Flags.boolean({
    summary: 'Read the client’s private key, PEM or JWK, from standard input and keep it.',
    exclusive: ['client-secret-stdin'],
  }),
  'client-cert': Flags.string({
    summary: 'With --client-key-stdin: file of the certificate that the key is for, PEM; kept with it.',
    helpValue: 'FILE',
  }),
  scope: Flags.string({
    summary: 'Scope to ask for; repeatable.',
    helpValue: 'SCOPE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'redirect-uri': Flags.string({
    summary: 'Redirect URI registered for the client; repeatable, tried in order.',
    helpValue: 'URL',
    multiple: true,
    multipleNonGreedy: true,
  }),
  resource: Flags.string({summary: 'Resource the tokens are for (RFC 8707).', helpValue: 'URI'}),
  region: Flags.string({summary: 'AWS region; a pool id tells it already.', helpValue: 'REGION'}),
  'user-pool-id': Flags.string({summary: 'Cognito user pool; issuer and region follow from it.', helpValue: 'ID'}),
  endpoint: Flags.string({summary: 'Address of the Cognito API, for emulators.', helpValue: 'URL'}),
  'device-endpoint': Flags.string({
    summary: 'Endpoint of AWS’s device grant sample in front of the pool, for login --flow device.',
    helpValue: 'URL',
  }),
  store: Flags.string({
    summary: 'Where tokens are kept.',
    options: ['keyring', 'encrypted', 'plaintext', 'none'],
  }),
  use: Flags.boolean({summary: 'Make it the current profile.'}),
}
