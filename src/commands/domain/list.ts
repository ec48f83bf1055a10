import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {type Domain, listDomains} from '../../lib/directory/domains.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {domainsText} from '../../lib/view/domain.ts'

export default class DomainList extends AuthctlCommand {
  static override summary = 'List the domains of the pool.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = {...profileFlags}

  override async run(): Promise<{domains: Domain[]}> {
    const {flags} = await this.parse(DomainList)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const domains = await listDomains(directory)
    return this.present({domains}, (answer, page) => domainsText(answer.domains, page))
  }
}
