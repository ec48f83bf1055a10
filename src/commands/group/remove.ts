import {AuthctlCommand} from '../../lib/cli/command.ts'
import {membershipArgs, membershipExamples} from '../../lib/cli/membership-words.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {type Membership, setMembership} from '../../lib/directory/memberships.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickMembers} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {membershipText} from '../../lib/view/group.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class GroupRemove extends AuthctlCommand {
  static override summary = 'Take users out of a group.'
  static override examples = membershipExamples
  static override args = membershipArgs
  static override flags = {...profileFlags, ...writeFlags}
  static override strict = false

  override async run(): Promise<Membership | Rehearsal> {
    const {flags, argv} = await this.parse(GroupRemove)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const members = await pickMembers(this.world, directory, argv as string[])
    const membership = await setMembership(directory, {...members, member: false})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(membership, membershipText)
  }
}
