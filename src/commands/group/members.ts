import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {listUsers} from '../../lib/directory/list-users.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickGroup} from '../../lib/directory/pick.ts'
import type {User} from '../../lib/directory/user.ts'
import {userFilter} from '../../lib/directory/user-filter.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {usersText} from '../../lib/view/user.ts'

export default class GroupMembers extends AuthctlCommand {
  static override summary = 'List the users of a group.'
  static override examples = ['<%= config.bin %> <%= command.id %> admins']
  static override args = {group: Args.string({description: 'Name of the group.'})}
  static override flags = {
    ...profileFlags,
    limit: Flags.integer({char: 'n', summary: 'At most this many.', helpValue: 'N', min: 1}),
  }

  override async run(): Promise<{users: User[]}> {
    const {args, flags} = await this.parse(GroupMembers)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const group = await pickGroup(this.world, directory, args.group)
    const users = await listUsers(directory, userFilter({group}), flags)
    return this.present({users}, (answer, page) => usersText(answer.users, page))
  }
}
