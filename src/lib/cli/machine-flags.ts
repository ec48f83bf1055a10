import * as Flags from '@oclif/core/flags'

/** A token for the client itself, and what it is for. */
export const machineFlags = {
  machine: Flags.boolean({
    summary: 'A token for the client itself (client credentials), without a sign-in before.',
    exclusive: ['id'],
  }),
  scope: Flags.string({
    summary: 'Scope the token must have; with --machine, the scope to ask for; repeatable.',
    helpValue: 'SCOPE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  resource: Flags.string({summary: 'With --machine: resource the token is for (RFC 8707).', helpValue: 'URI'}),
  audience: Flags.string({
    summary: 'With --machine: audience the token is for, at servers that call it so.',
    helpValue: 'NAME',
  }),
}
