import * as Flags from '@oclif/core/flags'

/** The settings of a group. */
export const groupFlags = {
  description: Flags.string({summary: 'What the group is for.', helpValue: 'TEXT'}),
  precedence: Flags.integer({
    summary: 'Rank, where a user is in several groups: lower goes first.',
    min: 0,
    helpValue: 'NUMBER',
  }),
  'role-arn': Flags.string({summary: 'IAM role of the members.', helpValue: 'ARN'}),
}
