import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {passwordFlags, passwordFor} from '../../lib/cli/password-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import type {User} from '../../lib/directory/user.ts'
import {setPassword} from '../../lib/directory/users.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {userText} from '../../lib/view/user.ts'

export default class UserPassword extends AuthctlCommand {
  static override summary = 'Give a user a password.'
  static override description =
    `At a terminal the password is asked for, unseen and twice; elsewhere it comes from standard input or a file.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    'pwgen 20 1 | <%= config.bin %> <%= command.id %> ada --password-stdin --permanent',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...passwordFlags,
    permanent: Flags.boolean({
      summary: 'The password stays.',
      exclusive: ['temporary'],
      helpGroup: 'PASSWORD',
    }),
    temporary: Flags.boolean({
      summary: 'The password must be changed at the next sign-in; the default.',
      helpGroup: 'PASSWORD',
    }),
  }

  override async run(): Promise<User | Rehearsal> {
    const {args, flags} = await this.parse(UserPassword)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const password = await passwordFor(this.world, flags, username)
    const user = await setPassword(directory, username, {password, permanent: flags.permanent})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(user, userText)
  }
}
