import * as Args from '@oclif/core/args'
import {agreed} from '../../lib/cli/agreed.ts'
import {clientFlags} from '../../lib/cli/client-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {givenSettings, settingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {clientEdits} from '../../lib/directory/client-wishes.ts'
import {type Client, setClient} from '../../lib/directory/clients.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickClient} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {clientText} from '../../lib/view/client.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class ClientSet extends AuthctlCommand {
  static override summary = 'Change an app client; what is not named stays.'
  static override description =
    `Everything is read first and written whole, so that no setting falls back to its default.
The difference is shown, and afterwards what was written is read back and compared.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> web --add-callback https://app.example.com/callback',
    '<%= config.bin %> <%= command.id %> web --set accessTokenValidity=30 --set tokenValidityUnits.accessToken=minutes',
    '<%= config.bin %> <%= command.id %> web --unset readAttributes --dry-run',
    '<%= config.bin %> <%= command.id %> web --from-file web.json --yes',
  ]
  static override args = {client: Args.string({description: 'Id or name of the client; else the profile’s own.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag, ...clientFlags, ...settingsFlags}

  override async run(): Promise<Client | Rehearsal> {
    const {args, flags} = await this.parse(ClientSet)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const id = await pickClient(this.world, directory, args.client)
    const wishes = {...(await givenSettings(this.world, flags)), edits: clientEdits(flags)}
    const client = await setClient(directory, id, wishes, agreed(this.asking, flags, `Change the client ${id}?`))
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(client, clientText)
  }
}
