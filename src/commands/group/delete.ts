import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {deleteGroup, type GroupDeleted} from '../../lib/directory/groups.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickGroup} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'

export default class GroupDelete extends AuthctlCommand {
  static override summary = 'Delete a group; its members stay.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> admins',
    '<%= config.bin %> <%= command.id %> admins --yes',
  ]
  static override args = {group: Args.string({description: 'Name of the group.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag}

  override async run(): Promise<GroupDeleted | Rehearsal> {
    const {args, flags} = await this.parse(GroupDelete)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickGroup(this.world, directory, args.group)
    await confirmed(this.world, flags, `Delete the group ${name} from ${directory.poolId}?`)
    const deleted = await deleteGroup(directory, name)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(deleted, () => `Deleted group ${safe(name)}.`)
  }
}
