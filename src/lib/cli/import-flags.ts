import * as Flags from '@oclif/core/flags'

/** Which of what was deployed goes into the profile. */
export const importFlags = {
  stack: Flags.string({
    summary: 'A CloudFormation stack (SAM, CDK, SST v2), read with AWS credentials.',
    helpValue: 'NAME',
  }),
  region: Flags.string({summary: 'AWS region of the stack.', helpValue: 'REGION', dependsOn: ['stack']}),
  name: Flags.string({summary: 'Name of the profile.', helpValue: 'NAME'}),
  'user-pool-id': Flags.string({summary: 'Which pool, where several were deployed.', helpValue: 'ID'}),
  'client-id': Flags.string({summary: 'Which client, where several were deployed.', helpValue: 'ID'}),
  store: Flags.string({
    summary: 'Where tokens, and a client secret that is found, are kept.',
    options: ['keyring', 'encrypted', 'plaintext', 'none'],
  }),
  endpoint: Flags.string({summary: 'Address of the Cognito API, for emulators.', helpValue: 'URL'}),
  update: Flags.boolean({summary: 'Bring the profile of that name up to date.', dependsOn: ['name']}),
  use: Flags.boolean({summary: 'Make it the current profile.'}),
}
