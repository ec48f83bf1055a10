import {AuthctlCommand} from '../../lib/cli/command.ts'
import {requireRunning} from '../../lib/local/running.ts'
import {stackText} from '../../lib/view/local-stack.ts'

export default class EmulatorStatus extends AuthctlCommand {
  static override summary = 'Show whether the local stack runs, and where.'
  static override description = 'Exit status 5 when none runs.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  override async run(): Promise<object> {
    await this.parse(EmulatorStatus)
    return this.present(await requireRunning(this.world), stackText)
  }
}
