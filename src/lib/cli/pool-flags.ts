import * as Flags from '@oclif/core/flags'

/** What a pool is made with, in words of its own. */
export const newPoolFlags = {
  'deletion-protection': Flags.boolean({
    summary: 'Whether it is protected against being deleted.',
    allowNo: true,
    helpGroup: 'POOL',
  }),
  tier: Flags.string({summary: 'Feature plan.', options: ['lite', 'essentials', 'plus'], helpGroup: 'POOL'}),
  tag: Flags.string({
    summary: 'Tag to give it; repeatable.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME=VALUE',
    helpGroup: 'POOL',
  }),
}

/** What changes about a pool, in words of its own. */
export const poolFlags = {
  name: Flags.string({summary: 'New name.', helpValue: 'NAME', helpGroup: 'POOL'}),
  mfa: Flags.string({
    summary: 'Second factors: not at all, for who wants, or for everybody. Which ones is under mfa.* of --set.',
    options: ['off', 'optional', 'on'],
    helpGroup: 'POOL',
  }),
  totp: Flags.boolean({summary: 'Allow authenticator apps as a second factor.', allowNo: true, helpGroup: 'POOL'}),
  ...newPoolFlags,
}
