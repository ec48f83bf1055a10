import * as Flags from '@oclif/core/flags'
import {Failure} from '../failure.ts'
import {revealFlag} from './client-flags.ts'

/** Where a new client secret goes. */
export const secretPlaceFlags = {
  ...revealFlag,
  'secret-file': Flags.string({
    summary: 'Write the new secret to this file, readable by you alone.',
    helpValue: 'FILE',
  }),
}

/** @throws Failure `input_required` when a new secret would be lost. */
export function requireSecretPlace(flags: {
  readonly 'reveal-secrets': boolean
  readonly 'secret-file'?: string | undefined
  readonly 'dry-run'?: boolean
}): void {
  if (flags['reveal-secrets'] || flags['secret-file'] !== undefined || flags['dry-run']) return
  throw new Failure('input_required', 'The new secret would be lost: nobody tells its value again.', {
    hints: ['pass --secret-file FILE', 'pass --reveal-secrets'],
  })
}
