import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import type {Group} from '../../lib/directory/group.ts'
import {getGroup} from '../../lib/directory/groups.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickGroup} from '../../lib/directory/pick.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {groupText} from '../../lib/view/group.ts'

export default class GroupShow extends AuthctlCommand {
  static override summary = 'Show one group.'
  static override examples = ['<%= config.bin %> <%= command.id %> admins']
  static override args = {group: Args.string({description: 'Name of the group.'})}
  static override flags = {...profileFlags}

  override async run(): Promise<Group> {
    const {args, flags} = await this.parse(GroupShow)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const name = await pickGroup(this.world, directory, args.group)
    return this.present(await getGroup(directory, name), groupText)
  }
}
