import {AuthctlCommand} from '../lib/cli/command.ts'
import {showHelp} from '../lib/cli/help.ts'
import {runWithin} from '../lib/cli/run-within.ts'
import {nextSteps} from '../lib/setup/next-steps.ts'

export default class Menu extends AuthctlCommand {
  static override summary = 'Choose from what you can do next.'
  static override description = 'What “authctl” alone does at a terminal; elsewhere it prints the help.'
  static override examples = ['<%= config.bin %>']
  static override enableJsonFlag = false

  override async run(): Promise<void> {
    await this.parse(Menu)
    const {ask} = this.world
    if (!ask.possible) return showHelp(this.config, {id: ''}, this.world)
    const steps = await nextSteps(this.world)
    const choices = steps.map(step => ({name: step.name, value: step, description: `authctl ${step.line.join(' ')}`}))
    const {line} = await ask.choose({message: 'What next?', flag: 'a command', choices})
    this.note(`$ authctl ${line.join(' ')}`)
    await runWithin(this.world, this.config, line)
  }
}
