import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import type {Group} from '../../lib/directory/group.ts'
import {listGroups} from '../../lib/directory/groups.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {groupsText} from '../../lib/view/group.ts'

export default class GroupList extends AuthctlCommand {
  static override summary = 'List the groups of the pool.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = {...profileFlags}

  override async run(): Promise<{groups: Group[]}> {
    const {flags} = await this.parse(GroupList)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const groups = await listGroups(directory)
    return this.present({groups}, (answer, page) => groupsText(answer.groups, page))
  }
}
