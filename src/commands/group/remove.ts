import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {type Membership, setMembership} from '../../lib/directory/memberships.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickGroup, pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {membershipText} from '../../lib/view/group.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class GroupRemove extends AuthctlCommand {
  static override summary = 'Take users out of a group.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> admins ada',
    '<%= config.bin %> <%= command.id %> admins ada grace',
  ]
  static override args = {
    group: Args.string({description: 'Name of the group.'}),
    users: Args.string({description: 'Usernames, one or more.'}),
  }
  static override flags = {...profileFlags, ...writeFlags}
  static override strict = false

  override async run(): Promise<Membership | Rehearsal> {
    const {args, flags, argv} = await this.parse(GroupRemove)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const group = await pickGroup(this.world, directory, args.group)
    const [first = await pickUser(this.world, directory, undefined), ...more] = argv.slice(1) as string[]
    const membership = await setMembership(directory, {group, users: [first, ...more], member: false})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(membership, membershipText)
  }
}
