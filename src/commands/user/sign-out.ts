import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {type SignedOut, signOutUser} from '../../lib/directory/user-accounts.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'

export default class UserSignOut extends AuthctlCommand {
  static override summary = 'End every session of a user.'
  static override description =
    `Nothing can be refreshed any more. Access and ID tokens verify until they end by themselves: APIs that look at signatures alone go on accepting them.`
  static override examples = ['<%= config.bin %> <%= command.id %> ada']
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {...profileFlags, ...writeFlags}

  override async run(): Promise<SignedOut | Rehearsal> {
    const {args, flags} = await this.parse(UserSignOut)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const signedOut = await signOutUser(directory, username)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(signedOut, () => `Signed out ${safe(username)} everywhere.`)
  }
}
