import * as Flags from '@oclif/core/flags'

/** What a user’s attributes are made of, when they are made and when they change. */
export const attributeFlags = {
  attribute: Flags.string({
    char: 'a',
    summary: 'Attribute to set; repeatable.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME=VALUE',
  }),
  email: Flags.string({summary: 'Email address; short for --attribute email=…', helpValue: 'ADDRESS'}),
  verified: Flags.boolean({
    summary: 'Count the email address and phone number given here as verified.',
    allowNo: true,
  }),
}
