import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import type {User} from '../../lib/directory/user.ts'
import {confirmUser} from '../../lib/directory/user-accounts.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {userText} from '../../lib/view/user.ts'

export default class UserConfirm extends AuthctlCommand {
  static override summary = 'Confirm somebody who signed up and never gave the code back.'
  static override description =
    `A user that an administrator made is not confirmed so: give it a permanent password instead.`
  static override examples = ['<%= config.bin %> <%= command.id %> ada']
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {...profileFlags, ...writeFlags}

  override async run(): Promise<User | Rehearsal> {
    const {args, flags} = await this.parse(UserConfirm)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const user = await confirmUser(directory, username)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(user, userText)
  }
}
