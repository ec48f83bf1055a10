import {type Verification, verifyJournal} from '../../lib/audit/verify.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {verificationText} from '../../lib/view/audit.ts'

export default class AuditVerify extends AuthctlCommand {
  static override summary = 'Check that the journal is as it was written.'
  static override description =
    `Entries name each other by hash, and the end is kept apart: a line that was changed, removed, inserted, moved or cut off is named, with status 9. Who can write to the folder can also write a new journal: copy it to where nobody can.`
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  override async run(): Promise<Verification> {
    await this.parse(AuditVerify)
    const verification = await verifyJournal(this.world)
    if (!verification.intact) return this.presentFailing('differences', verification, verificationText)
    return this.present(verification, verificationText)
  }
}
