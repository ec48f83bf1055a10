import * as Flags from '@oclif/core/flags'

/** Whom to talk to: a profile by name, or its parts. Read by resolveProfile. */
export const profileFlags = {
  profile: Flags.string({
    char: 'p',
    summary: 'Profile to use.',
    helpValue: 'NAME',
    helpGroup: 'CONNECTION',
  }),
  issuer: Flags.string({
    summary: 'Issuer, in place of the one in the profile.',
    helpValue: 'URL',
    helpGroup: 'CONNECTION',
  }),
  'client-id': Flags.string({
    summary: 'Client, in place of the one in the profile.',
    helpValue: 'ID',
    helpGroup: 'CONNECTION',
  }),
  region: Flags.string({
    summary: 'AWS region of the user pool.',
    helpValue: 'REGION',
    helpGroup: 'CONNECTION',
  }),
  'user-pool-id': Flags.string({
    summary: 'User pool; issuer and region follow from it.',
    helpValue: 'ID',
    helpGroup: 'CONNECTION',
  }),
  endpoint: Flags.string({
    summary: 'Address of the Cognito API where it is not AWS itself, such as the local stack.',
    helpValue: 'URL',
    helpGroup: 'CONNECTION',
  }),
}

/** As whom: several people can be signed in to one profile. */
export const identityFlags = {
  as: Flags.string({
    summary: 'Identity to act as, when several are signed in.',
    helpValue: 'IDENTITY',
    helpGroup: 'CONNECTION',
  }),
  'passphrase-file': Flags.string({
    summary: 'File with the passphrase of the store “encrypted”.',
    helpValue: 'FILE',
    helpGroup: 'CONNECTION',
  }),
}
