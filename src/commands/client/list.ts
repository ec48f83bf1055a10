import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {type ClientListed, listClients} from '../../lib/directory/clients.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {clientsText} from '../../lib/view/client.ts'

export default class ClientList extends AuthctlCommand {
  static override summary = 'List the app clients of the pool.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = {...profileFlags}

  override async run(): Promise<{clients: ClientListed[]}> {
    const {flags} = await this.parse(ClientList)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const clients = await listClients(directory)
    return this.present({clients}, (answer, page) => clientsText(answer.clients, page))
  }
}
