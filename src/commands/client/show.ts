import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {revealFlag} from '../../lib/cli/client-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {type Client, getClient} from '../../lib/directory/clients.ts'
import {type ExplainedClient, getExplainedClient} from '../../lib/directory/explain-client.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickClient} from '../../lib/directory/pick.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {clientText} from '../../lib/view/client.ts'

export default class ClientShow extends AuthctlCommand {
  static override summary = 'Show an app client with all its settings.'
  static override description =
    `With --explain, each way to get tokens is judged: whether it can work, and if not, why not and what would change it.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> web',
    '<%= config.bin %> <%= command.id %> web --explain',
    '<%= config.bin %> <%= command.id %> web --json > web.json',
  ]
  static override args = {client: Args.string({description: 'Id or name of the client; else the profile’s own.'})}
  static override flags = {
    ...profileFlags,
    ...revealFlag,
    explain: Flags.boolean({summary: 'Say which flows can work with it, and why the others cannot.'}),
  }

  override async run(): Promise<Client | ExplainedClient> {
    const {args, flags} = await this.parse(ClientShow)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const id = await pickClient(this.world, directory, args.client)
    const show = flags.explain ? getExplainedClient : getClient
    return this.present(await show(directory, id, {reveal: flags['reveal-secrets']}), clientText)
  }
}
