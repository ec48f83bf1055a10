import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import {pickIdentityProvider} from '../../lib/directory/pick-part.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {type Link, unlinkUser} from '../../lib/directory/user-links.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {linkText} from '../../lib/view/user-activity.ts'

export default class UserUnlink extends AuthctlCommand {
  static override summary = 'Take away the link to a person of an identity provider.'
  static override description = `At their next sign-in by that provider the person is a new user.`
  static override examples = ['<%= config.bin %> <%= command.id %> ada --provider Acme']
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...yesFlag,
    provider: Flags.string({summary: 'Name of the provider.', helpValue: 'NAME'}),
    subject: Flags.string({summary: 'Who they are there, where they are several.', helpValue: 'SUBJECT'}),
  }

  override async run(): Promise<Link | Rehearsal> {
    const {args, flags} = await this.parse(UserUnlink)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const provider = await pickIdentityProvider(this.world, directory, flags.provider)
    await confirmed(this.world, flags, `Unlink ${username} from ${provider}?`)
    const link = await unlinkUser(directory, {username, provider, subject: flags.subject})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(link, linkText)
  }
}
