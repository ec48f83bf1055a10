import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {UserDetails} from '../../lib/directory/user.ts'
import {getUserDetails} from '../../lib/directory/users.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {userText} from '../../lib/view/user.ts'

export default class UserShow extends AuthctlCommand {
  static override summary = 'Show one user: attributes, MFA and groups.'
  static override description =
    `Uses AdminGetUser, by which AWS counts the user as active this month; “user list” does not.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> ada --json',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {...profileFlags}

  override async run(): Promise<UserDetails> {
    const {args, flags} = await this.parse(UserShow)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const username = await pickUser(this.world, directory, args.username)
    return this.present(await getUserDetails(directory, username), userText)
  }
}
