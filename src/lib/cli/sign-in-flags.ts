import * as Flags from '@oclif/core/flags'
import {Failure} from '../failure.ts'

const many = {multiple: true, multipleNonGreedy: true} as const

/** How to sign in; each also speaks for itself in the environment. */
export const signInFlags = {
  flow: Flags.option({
    summary:
      'pkce: in a browser. paste: the same, the address it lands on pasted back. device: with a code, on any device. client-credentials: as the client itself. srp, password, user-auth, custom: at a Cognito user pool, here in the terminal.',
    options: ['pkce', 'paste', 'device', 'client-credentials', 'srp', 'password', 'user-auth', 'custom'] as const,
    default: 'pkce' as const,
  })(),
  scope: Flags.string({
    summary: 'Scope to ask for, in place of the profile’s; repeatable.',
    helpValue: 'SCOPE',
    ...many,
  }),
  store: Flags.option({
    summary: 'Where to keep the tokens.',
    options: ['keyring', 'encrypted', 'plaintext', 'none'] as const,
  })(),
  timeout: Flags.integer({summary: 'How long to wait for the person.', helpValue: 'SECONDS', min: 1, max: 3600}),
  browser: Flags.boolean({
    summary: 'Open a browser; --no-browser only shows the address.',
    allowNo: true,
    default: true,
  }),
  port: Flags.integer({
    summary: 'Port to listen on for the browser; repeatable, tried in order.',
    helpValue: 'PORT',
    min: 1,
    max: 65_535,
    ...many,
  }),
  'redirect-uri': Flags.string({summary: 'Registered redirect URI to listen at.', helpValue: 'URL'}),
  resource: Flags.string({summary: 'Resource the tokens are for (RFC 8707).', helpValue: 'URI'}),
  audience: Flags.string({summary: 'Audience the tokens are for, at servers that call it so.', helpValue: 'NAME'}),
  'identity-provider': Flags.string({
    summary: 'Cognito: identity provider to sign in with, by name.',
    helpValue: 'NAME',
  }),
  'idp-identifier': Flags.string({summary: 'Cognito: the same, by its identifier.', helpValue: 'ID'}),
  'login-hint': Flags.string({summary: 'Who is going to sign in, such as an e-mail address.', helpValue: 'WHO'}),
  prompt: Flags.string({summary: 'What the page must ask: login, consent, select_account, none.', helpValue: 'WHAT'}),
  acr: Flags.string({summary: 'Strength of sign-in to ask for (acr_values).', helpValue: 'VALUES'}),
  'max-age': Flags.integer({summary: 'Sign in afresh when the last time is longer ago.', helpValue: 'SECONDS', min: 0}),
  lang: Flags.string({summary: 'Language of the sign-in page.', helpValue: 'TAG'}),
  par: Flags.boolean({
    summary: 'Push the request to the server first, so that the browser carries none of it (RFC 9126).',
  }),
  jar: Flags.boolean({summary: 'Sign the request with the client’s key (RFC 9101).'}),
  jarm: Flags.boolean({summary: 'Have the sign-in page sign its answer (JARM).'}),
  dpop: Flags.boolean({
    summary: 'Bind the tokens to a key of this session, so that a thief has no use of them (RFC 9449).',
  }),
  param: Flags.string({summary: 'Any other parameter of the request; repeatable.', helpValue: 'NAME=VALUE', ...many}),
}

/** `name=value` pairs as an object. @throws Failure `usage` for one without a name, or a name given twice. */
export function readParameters(
  pairs: readonly string[] = [],
  {flag = '--param', example = 'ui_theme=dark'} = {},
): Record<string, string> {
  const read: Record<string, string> = {}
  for (const pair of pairs) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    if (name === undefined || value === undefined)
      throw new Failure('usage', `${flag} takes NAME=VALUE.`, {hints: [`${flag} ${example}`]})
    if (Object.hasOwn(read, name)) throw new Failure('usage', `${flag} sets ${name} twice.`)
    read[name] = value
  }
  return read
}
