import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {groupFlags} from '../../lib/cli/group-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import type {Group} from '../../lib/directory/group.ts'
import {groupSettings, setGroup, unsettable} from '../../lib/directory/groups.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickGroup} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {groupText} from '../../lib/view/group.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class GroupSet extends AuthctlCommand {
  static override summary = 'Change a group; what is not named stays.'
  static override description = `The group is read first and written whole, so that no setting is lost.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> admins --precedence 0',
    '<%= config.bin %> <%= command.id %> admins --unset description --dry-run',
  ]
  static override args = {group: Args.string({description: 'Name of the group.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...groupFlags,
    unset: Flags.string({
      summary: 'Setting to remove; repeatable.',
      multiple: true,
      multipleNonGreedy: true,
      options: ['description', 'precedence', 'role-arn'],
    }),
  }

  override async run(): Promise<Group | Rehearsal> {
    const {args, flags} = await this.parse(GroupSet)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickGroup(this.world, directory, args.group)
    const group = await setGroup(directory, name, {set: groupSettings(flags), unset: unsettable(flags.unset)})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(group, groupText)
  }
}
