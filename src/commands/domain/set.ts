import * as Args from '@oclif/core/args'
import {agreed} from '../../lib/cli/agreed.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {domainFlags} from '../../lib/cli/domain-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {givenSettings, settingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {domainEdits} from '../../lib/directory/domain-wishes.ts'
import {type Domain, setDomain} from '../../lib/directory/domains.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickDomain} from '../../lib/directory/pick-part.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {domainText} from '../../lib/view/domain.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class DomainSet extends AuthctlCommand {
  static override summary = 'Change a domain; what is not named stays.'
  static override description =
    `Everything is read first and written whole; the difference is shown, and afterwards what was written is read back and compared.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> acme --managed-login-version 2',
    '<%= config.bin %> <%= command.id %> login.example.com --certificate-arn arn:aws:acm:us-east-1:123456789012:certificate/1 --yes',
  ]
  static override args = {domain: Args.string({description: 'The domain: a prefix, or one of your own.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag, ...domainFlags, ...settingsFlags}

  override async run(): Promise<Domain | Rehearsal> {
    const {args, flags} = await this.parse(DomainSet)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickDomain(this.world, directory, args.domain)
    const wishes = {...(await givenSettings(this.world, flags)), edits: domainEdits(flags)}
    const agree = agreed(this.asking, flags, `Change the domain ${name}?`)
    const changed = await setDomain(directory, name, wishes, agree)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(changed, domainText)
  }
}
