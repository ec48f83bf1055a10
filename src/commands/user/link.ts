import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import {pickIdentityProvider} from '../../lib/directory/pick-part.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {type Link, linkUser} from '../../lib/directory/user-links.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {linkText} from '../../lib/view/user-activity.ts'

export default class UserLink extends AuthctlCommand {
  static override summary = 'Let a person of an identity provider sign in as this user.'
  static override description =
    `They must not have signed in by that provider before. A user can be five people elsewhere.`
  static override examples = ['<%= config.bin %> <%= command.id %> ada --provider Acme --subject ada@acme.example']
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    provider: Flags.string({summary: 'Name of the provider.', helpValue: 'NAME'}),
    subject: Flags.string({
      summary: 'Who they are there: NameID of SAML, sub of OpenID Connect.',
      helpValue: 'SUBJECT',
    }),
    'by-attribute': Flags.string({
      summary: 'Attribute they are known by there, where it is not the subject.',
      helpValue: 'NAME',
    }),
  }

  override async run(): Promise<Link | Rehearsal> {
    const {args, flags} = await this.parse(UserLink)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const provider = await pickIdentityProvider(this.world, directory, flags.provider)
    const question = {message: 'Who are they at the provider?', flag: '--subject SUBJECT'}
    const subject = flags.subject ?? (await this.world.ask.text(question))
    const link = await linkUser(directory, {username, provider, subject, attribute: flags['by-attribute']})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(link, linkText)
  }
}
