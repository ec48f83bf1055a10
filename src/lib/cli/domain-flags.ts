import * as Flags from '@oclif/core/flags'

/** What a domain is made with, and what changes about one. */
export const domainFlags = {
  'managed-login-version': Flags.integer({
    summary: 'Which sign-in pages: 1, the classic ones, or 2, managed login.',
    min: 1,
    max: 2,
    helpValue: 'VERSION',
  }),
  'certificate-arn': Flags.string({
    summary: 'Certificate for a domain of your own, in ACM of us-east-1.',
    helpValue: 'ARN',
  }),
}
