import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {newResourceServerFlags} from '../../lib/cli/resource-server-flags.ts'
import {givenSettings, newSettingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {createResourceServer, type ResourceServer} from '../../lib/directory/resource-servers.ts'
import {scopeEdits} from '../../lib/directory/scope-wishes.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {resourceServerText} from '../../lib/view/resource-server.ts'

export default class ResourceServerCreate extends AuthctlCommand {
  static override summary = 'Create a resource server: an API, and the scopes one can ask for at it.'
  static override description = `In tokens a scope is the identifier, a slash and the scope’s name.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> https://api.example.com --add-scope read="Read notes" --add-scope write',
  ]
  static override args = {identifier: Args.string({description: 'Identifier: a URL by custom, or any word.'})}
  static override flags = {...profileFlags, ...writeFlags, ...newResourceServerFlags, ...newSettingsFlags}

  override async run(): Promise<ResourceServer | Rehearsal> {
    const {args, flags} = await this.parse(ResourceServerCreate)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const question = {message: 'Identifier of the resource server?', flag: 'IDENTIFIER'}
    const identifier = args.identifier ?? (await this.world.ask.text(question))
    const {name, ...scopes} = flags
    const wishes = {...(await givenSettings(this.world, flags)), edits: scopeEdits(scopes), name}
    const server = await createResourceServer(directory, identifier, wishes)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(server, resourceServerText)
  }
}
