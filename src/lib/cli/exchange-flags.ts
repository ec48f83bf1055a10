import * as Flags from '@oclif/core/flags'
import {Failure} from '../failure.ts'

const many = {multiple: true, multipleNonGreedy: true} as const
const types = 'access, id, refresh, jwt, saml1, saml2 or a URI'

/** What is exchanged, and for what. */
export const exchangeFlags = {
  'subject-as': Flags.string({summary: 'Identity whose session is exchanged.', helpValue: 'IDENTITY'}),
  'subject-token-stdin': Flags.boolean({
    summary: 'Read the token to exchange from standard input, in place of a session’s.',
    exclusive: ['subject-as', 'subject-token-file'],
  }),
  'subject-token-file': Flags.string({
    summary: 'Read the token to exchange from a file.',
    helpValue: 'FILE',
    exclusive: ['subject-as'],
  }),
  'subject-token-type': Flags.string({
    summary: `What the token to exchange is: ${types}.`,
    helpValue: 'TYPE',
    default: 'access',
  }),
  'actor-as': Flags.string({summary: 'Identity that acts for the other, by its session.', helpValue: 'IDENTITY'}),
  'actor-token-stdin': Flags.boolean({
    summary: 'Read the token of whoever acts from standard input.',
    exclusive: ['actor-as', 'actor-token-file', 'subject-token-stdin'],
  }),
  'actor-token-file': Flags.string({
    summary: 'Read that token from a file.',
    helpValue: 'FILE',
    exclusive: ['actor-as'],
  }),
  'actor-token-type': Flags.string({
    summary: 'What that token is, in the same words.',
    helpValue: 'TYPE',
    default: 'access',
  }),
  'requested-token-type': Flags.string({summary: `What to ask for: ${types}.`, helpValue: 'TYPE'}),
  scope: Flags.string({summary: 'Scope to ask for; repeatable.', helpValue: 'SCOPE', ...many}),
  resource: Flags.string({
    summary: 'Address of a service the new token is for; repeatable.',
    helpValue: 'URI',
    ...many,
  }),
  audience: Flags.string({summary: 'Name of a service the new token is for; repeatable.', helpValue: 'NAME', ...many}),
  as: Flags.string({
    summary: 'Identity to keep the new token under.',
    helpValue: 'IDENTITY',
    exclusive: ['print'],
    // AUTHCTL_AS says whose sessions are used: here the subject's, which the new token must not replace.
    env: 'AUTHCTL_EXCHANGE_AS',
  }),
  print: Flags.boolean({summary: 'Hand the new token over on standard output; keep nothing.'}),
}

/** @throws Failure `usage` when standard input would have to hold two things. */
export function assertOneOnInput(flags: {
  readonly 'client-secret-stdin'?: boolean
  readonly 'client-key-stdin'?: boolean
  readonly 'subject-token-stdin': boolean
  readonly 'actor-token-stdin': boolean
}): void {
  const token = flags['subject-token-stdin'] || flags['actor-token-stdin']
  const proof = flags['client-secret-stdin'] || flags['client-key-stdin']
  if (!token || !proof) return
  throw new Failure('usage', 'Standard input cannot hold a token and the client’s secret or key.', {
    hints: ['pass --client-secret-file FILE or --client-key FILE'],
  })
}
