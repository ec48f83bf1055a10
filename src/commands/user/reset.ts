import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import type {User} from '../../lib/directory/user.ts'
import {resetUser} from '../../lib/directory/user-accounts.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {userText} from '../../lib/view/user.ts'

export default class UserReset extends AuthctlCommand {
  static override summary = 'Make a password invalid, and send a code by which to choose another.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> ada --yes',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag}

  override async run(): Promise<User | Rehearsal> {
    const {args, flags} = await this.parse(UserReset)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    await confirmed(this.world, flags, `Make the password of ${username} invalid?`)
    const user = await resetUser(directory, username)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(user, userText)
  }
}
