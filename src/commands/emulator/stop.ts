import {AuthctlCommand} from '../../lib/cli/command.ts'
import {stopLocalStack} from '../../lib/local/stop.ts'

export default class EmulatorStop extends AuthctlCommand {
  static override summary = 'Stop the local stack.'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<object> {
    await this.parse(EmulatorStop)
    const {url, pid} = await stopLocalStack(this.world)
    return this.present({stopped: true, url, pid}, () => `Stopped the local stack at ${url}.`)
  }
}
