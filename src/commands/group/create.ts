import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {groupFlags} from '../../lib/cli/group-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import type {Group} from '../../lib/directory/group.ts'
import {createGroup, groupSettings} from '../../lib/directory/groups.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {groupText} from '../../lib/view/group.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class GroupCreate extends AuthctlCommand {
  static override summary = 'Create a group.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> admins --description "May do everything." --precedence 1',
  ]
  static override args = {group: Args.string({description: 'Name of the group.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...groupFlags,
  }

  override async run(): Promise<Group | Rehearsal> {
    const {args, flags} = await this.parse(GroupCreate)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = args.group ?? (await this.world.ask.text({message: 'Name of the group?', flag: 'GROUP'}))
    const group = await createGroup(directory, name, groupSettings(flags))
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(group, groupText)
  }
}
