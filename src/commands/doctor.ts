import {AuthctlCommand} from '../lib/cli/command.ts'
import {profileFlags} from '../lib/cli/profile-flags.ts'
import {diagnose} from '../lib/setup/diagnose.ts'
import type {Diagnosis} from '../lib/setup/finding.ts'
import {diagnosisText} from '../lib/view/doctor.ts'

export default class Doctor extends AuthctlCommand {
  static override summary = 'Look for what is wrong with this machine, the profile and whom it talks to.'
  static override description =
    'Sends no token and changes nothing. Status 9 when a check failed; warnings leave it at 0.'
  static override flags = {...profileFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile staging --json',
  ]

  override async run(): Promise<Diagnosis> {
    const {flags} = await this.parse(Doctor)
    const diagnosis = await diagnose(this.world, flags)
    if (!diagnosis.ok) return this.presentFailing('differences', diagnosis, diagnosisText)
    return this.present(diagnosis, diagnosisText)
  }
}
