import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import type {Group} from '../../lib/directory/group.ts'
import {groupsOfUser} from '../../lib/directory/memberships.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {groupsText} from '../../lib/view/group.ts'

export default class UserGroups extends AuthctlCommand {
  static override summary = 'List the groups a user is in, by precedence.'
  static override examples = ['<%= config.bin %> <%= command.id %> ada']
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {...profileFlags}

  override async run(): Promise<{groups: Group[]}> {
    const {args, flags} = await this.parse(UserGroups)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const username = await pickUser(this.world, directory, args.username)
    const groups = await groupsOfUser(directory, username)
    return this.present({groups}, (answer, page) => groupsText(answer.groups, page))
  }
}
