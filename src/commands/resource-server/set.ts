import * as Args from '@oclif/core/args'
import {agreed} from '../../lib/cli/agreed.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {resourceServerFlags} from '../../lib/cli/resource-server-flags.ts'
import {givenSettings, settingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickResourceServer} from '../../lib/directory/pick-part.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {type ResourceServer, setResourceServer} from '../../lib/directory/resource-servers.ts'
import {scopeEdits} from '../../lib/directory/scope-wishes.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {resourceServerText} from '../../lib/view/resource-server.ts'

export default class ResourceServerSet extends AuthctlCommand {
  static override summary = 'Change a resource server; what is not named stays.'
  static override description =
    `Everything is read first and written whole; the difference is shown, and afterwards what was written is read back and compared.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> https://api.example.com --add-scope write="Write notes"',
    '<%= config.bin %> <%= command.id %> https://api.example.com --remove-scope write --yes',
    '<%= config.bin %> <%= command.id %> https://api.example.com --name "Notes API" --dry-run',
  ]
  static override args = {identifier: Args.string({description: 'Identifier of the resource server.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag, ...resourceServerFlags, ...settingsFlags}

  override async run(): Promise<ResourceServer | Rehearsal> {
    const {args, flags} = await this.parse(ResourceServerSet)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickResourceServer(this.world, directory, args.identifier)
    const wishes = {...(await givenSettings(this.world, flags)), edits: scopeEdits(flags)}
    const agree = agreed(this.asking, flags, `Change the resource server ${name}?`)
    const changed = await setResourceServer(directory, name, wishes, agree)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(changed, resourceServerText)
  }
}
