import * as Flags from '@oclif/core/flags'
import type {World} from '../world/world.ts'
import {givenProof} from './client-proof-flags.ts'

const repeated = {multiple: true, multipleNonGreedy: true, helpGroup: 'PROVIDER'} as const

/** What any provider is made with. */
export const newProviderFlags = {
  map: Flags.string({
    summary: 'Attribute of the pool, and the claim or SAML attribute it is taken from; repeatable.',
    ...repeated,
    helpValue: 'ATTRIBUTE=CLAIM',
  }),
  identifier: Flags.string({
    summary: 'Another name for it, such as the domain of its people’s email addresses; repeatable.',
    ...repeated,
    helpValue: 'IDENTIFIER',
  }),
}

/** Ways for the secret that the pool has at the provider to arrive; as the value of a flag is none. */
export const providerSecretFlags = {
  'provider-secret-stdin': Flags.boolean({
    summary: 'Read the client secret that the pool has at the provider from standard input.',
    exclusive: ['provider-secret-file'],
    helpGroup: 'PROVIDER',
  }),
  'provider-secret-file': Flags.string({
    summary: 'Read it from a file.',
    helpValue: 'FILE',
    helpGroup: 'PROVIDER',
  }),
}

/** What changes about a provider, in words of its own. */
export const providerFlags = {
  ...newProviderFlags,
  unmap: Flags.string({summary: 'Attribute to map no longer; repeatable.', ...repeated, helpValue: 'ATTRIBUTE'}),
  'remove-identifier': Flags.string({summary: 'Identifier to have no longer.', ...repeated, helpValue: 'IDENTIFIER'}),
  ...providerSecretFlags,
}

/** The secret that came with this invocation, if one did. @throws Failure `usage`, `storage_failed`. */
export async function providerSecret(
  {terminal, cwd}: Pick<World, 'terminal' | 'cwd'>,
  flags: {readonly 'provider-secret-stdin'?: boolean; readonly 'provider-secret-file'?: string | undefined},
): Promise<string | undefined> {
  const {'provider-secret-stdin': stdin = false, 'provider-secret-file': file} = flags
  // AUTHCTL_CLIENT_SECRET is the secret of our own client, and never meant for somebody else's.
  return givenProof({terminal, cwd, env: {}}, {'client-secret-stdin': stdin, 'client-secret-file': file})
}
