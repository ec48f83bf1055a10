import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {Failure} from '../../lib/failure.ts'
import {resetLocalStack} from '../../lib/local/reset.ts'

export default class EmulatorReset extends AuthctlCommand {
  static override summary = 'Put the local stack back to its seed.'
  static override description =
    'Users, groups and clients made since, sessions, signing keys and ordered faults are gone.'
  static override examples = ['<%= config.bin %> <%= command.id %> --yes']
  static override flags = {yes: Flags.boolean({char: 'y', summary: 'Do not ask.'})}

  override async run(): Promise<object> {
    const {flags} = await this.parse(EmulatorReset)
    const agreed =
      flags.yes || (await this.world.ask.confirm({message: 'Forget everything made since?', flag: '--yes'}))
    if (!agreed) throw new Failure('cancelled', 'Nothing was reset.')
    const {url} = await resetLocalStack(this.world)
    return this.present({reset: true, url}, () => `The local stack at ${url} is back to its seed.`)
  }
}
