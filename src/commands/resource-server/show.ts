import * as Args from '@oclif/core/args'

import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickResourceServer} from '../../lib/directory/pick-part.ts'
import {getResourceServer, type ResourceServer} from '../../lib/directory/resource-servers.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {resourceServerText} from '../../lib/view/resource-server.ts'

export default class ResourceServerShow extends AuthctlCommand {
  static override summary = 'Show a resource server with its scopes.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> https://api.example.com',
    '<%= config.bin %> <%= command.id %> https://api.example.com --json',
  ]
  static override args = {identifier: Args.string({description: 'Identifier of the resource server.'})}
  static override flags = {...profileFlags}

  override async run(): Promise<ResourceServer> {
    const {args, flags} = await this.parse(ResourceServerShow)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const name = await pickResourceServer(this.world, directory, args.identifier)
    return this.present(await getResourceServer(directory, name), resourceServerText)
  }
}
