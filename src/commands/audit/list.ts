import * as Flags from '@oclif/core/flags'
import {listEntries} from '../../lib/audit/entries.ts'
import type {Entry} from '../../lib/audit/entry.ts'
import {momentOf} from '../../lib/audit/since.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {type FailureCode, failureCodes} from '../../lib/failure.ts'
import {entriesText} from '../../lib/view/audit.ts'

export default class AuditList extends AuthctlCommand {
  static override summary = 'List what this machine’s authctl wrote and who signed in, newest first.'
  static override description =
    `The journal has every write to a user pool, every sign-in and sign-out, and every failed renewal; no secrets, no values.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --since 7d --outcome failed',
    '<%= config.bin %> <%= command.id %> --operation AdminDeleteUser --json',
  ]
  static override flags = {
    since: Flags.string({summary: 'Not older than this: a time, or 30m, 12h, 7d ago.', helpValue: 'TIME'}),
    operation: Flags.string({summary: 'Only this operation, such as AdminCreateUser or sign-in.', helpValue: 'NAME'}),
    outcome: Flags.string({
      summary: 'Only this outcome: ok, failed (everything else), or the code of a failure.',
      options: ['ok', 'failed', ...Object.keys(failureCodes)],
      helpValue: 'OUTCOME',
    }),
    limit: Flags.integer({char: 'n', summary: 'At most this many.', helpValue: 'N', min: 1, default: 100}),
  }

  override async run(): Promise<{readonly entries: readonly Entry[]}> {
    const {flags} = await this.parse(AuditList)
    const since = flags.since === undefined ? undefined : momentOf(flags.since, this.world.clock.now())
    const outcome = flags.outcome as FailureCode | 'ok' | 'failed' | undefined
    const entries = await listEntries(this.world, {...flags, since, outcome})
    return this.present({entries}, (answer, page) => entriesText(answer.entries, page))
  }
}
