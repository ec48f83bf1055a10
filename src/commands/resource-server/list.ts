import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {listResourceServers, type ResourceServer} from '../../lib/directory/resource-servers.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {resourceServersText} from '../../lib/view/resource-server.ts'

export default class ResourceServerList extends AuthctlCommand {
  static override summary = 'List the resource servers of the pool and their scopes.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = {...profileFlags}

  override async run(): Promise<{resourceServers: ResourceServer[]}> {
    const {flags} = await this.parse(ResourceServerList)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const resourceServers = await listResourceServers(directory)
    return this.present({resourceServers}, (answer, page) => resourceServersText(answer.resourceServers, page))
  }
}
