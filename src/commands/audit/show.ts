import * as Args from '@oclif/core/args'
import {findEntry} from '../../lib/audit/entries.ts'
import type {Entry} from '../../lib/audit/entry.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {entryText} from '../../lib/view/audit.ts'

export default class AuditShow extends AuthctlCommand {
  static override summary = 'Show one entry of the journal.'
  static override examples = ['<%= config.bin %> <%= command.id %> 17', '<%= config.bin %> <%= command.id %> 17 --json']
  static override args = {id: Args.integer({description: 'Number of the entry.', required: true, min: 1})}

  override async run(): Promise<Entry> {
    const {args} = await this.parse(AuditShow)
    return this.present(await findEntry(this.world, args.id), entryText)
  }
}
