import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import type {User} from '../../lib/directory/user.ts'
import {setEnabled} from '../../lib/directory/users.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {userText} from '../../lib/view/user.ts'

export default class UserDisable extends AuthctlCommand {
  static override summary = 'Keep a user from signing in; its tokens can no longer be refreshed.'
  static override examples = ['<%= config.bin %> <%= command.id %> ada']
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {...profileFlags, ...writeFlags}

  override async run(): Promise<User | Rehearsal> {
    const {args, flags} = await this.parse(UserDisable)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const user = await setEnabled(directory, username, false)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(user, userText)
  }
}
