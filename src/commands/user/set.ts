import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {attributeFlags} from '../../lib/cli/attribute-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {attributesFrom} from '../../lib/directory/attributes.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import type {User} from '../../lib/directory/user.ts'
import {setAttributes} from '../../lib/directory/users.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {userText} from '../../lib/view/user.ts'

export default class UserSet extends AuthctlCommand {
  static override summary = 'Change attributes of a user; what is not named stays.'
  static override description =
    `A new email address or phone number counts as unverified unless --verified says otherwise.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada --attribute name="Ada Lovelace"',
    '<%= config.bin %> <%= command.id %> ada --email ada@example.com --verified',
    '<%= config.bin %> <%= command.id %> ada --unset nickname --dry-run',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...attributeFlags,
    unset: Flags.string({
      summary: 'Attribute to remove; repeatable.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME',
    }),
  }

  override async run(): Promise<User | Rehearsal> {
    const {args, flags} = await this.parse(UserSet)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const user = await setAttributes(directory, username, {set: attributesFrom(flags), unset: flags.unset ?? []})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(user, userText)
  }
}
