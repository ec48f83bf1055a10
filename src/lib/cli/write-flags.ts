import * as Flags from '@oclif/core/flags'

/** On everything that writes to a directory. */
export const writeFlags = {
  'dry-run': Flags.boolean({summary: 'Show the requests and the difference; send no write.'}),
}

/** On what cannot be undone. */
export const yesFlag = {
  yes: Flags.boolean({char: 'y', summary: 'Do not ask for confirmation.'}),
}
