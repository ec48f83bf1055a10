import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {newClientFlags, revealFlag} from '../../lib/cli/client-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {givenSettings, newSettingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {clientEdits} from '../../lib/directory/client-wishes.ts'
import {type Client, createClient} from '../../lib/directory/clients.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {clientText} from '../../lib/view/client.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class ClientCreate extends AuthctlCommand {
  static override summary = 'Create an app client.'
  static override description =
    `Public unless --secret is given, which cannot be changed later. What flags and file leave open, the service decides.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> cli --add-flow code --add-scope openid --add-callback http://localhost:8400/callback',
    '<%= config.bin %> <%= command.id %> worker --secret --add-flow client_credentials --add-scope notes/read',
    '<%= config.bin %> <%= command.id %> web --from-file web.json --dry-run',
  ]
  static override args = {client: Args.string({description: 'Name of the client.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    secret: Flags.boolean({summary: 'Confidential: the service makes a secret for it.', helpGroup: 'CLIENT'}),
    ...newClientFlags,
    ...newSettingsFlags,
    ...revealFlag,
  }

  override async run(): Promise<Client | Rehearsal> {
    const {args, flags} = await this.parse(ClientCreate)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = args.client ?? (await this.world.ask.text({message: 'Name of the client?', flag: 'CLIENT'}))
    const wishes = {...(await givenSettings(this.world, flags)), edits: clientEdits(flags)}
    const client = await createClient(directory, {
      ...wishes,
      name,
      secret: flags.secret,
      reveal: flags['reveal-secrets'],
    })
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(client, clientText)
  }
}
