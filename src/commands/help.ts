import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {showHelp} from '../lib/cli/help.ts'
import {split} from '../lib/cli/words.ts'
import {Failure, failureCodes} from '../lib/failure.ts'
import {exitCodesText} from '../lib/view/exit-codes.ts'

export default class HelpCommand extends AuthctlCommand {
  static override summary = 'Explain the program, a topic or a command.'
  static override description = '“help exit-codes” lists the exit statuses and failure codes that scripts can rely on.'
  static override examples = ['<%= config.bin %> help user create', '<%= config.bin %> help exit-codes']
  static override args = {topic: Args.string({description: 'What to explain.', required: false})}
  static override strict = false

  override async run(): Promise<object | undefined> {
    const {argv} = await this.parse(HelpCommand)
    const words = argv as string[]
    if (words.join(' ') === 'exit-codes') return this.present({codes: failureCodes}, exitCodesText)
    const {id, help, typed} = words.length === 0 ? {id: '', help: true, typed: ''} : split(words, this.config)
    if (!help && !this.config.findCommand(id))
      throw new Failure('usage', `There is no help on “${typed}”.`, {hints: ['authctl help']})
    await showHelp(this.config, {id}, this.world)
    return undefined
  }
}
