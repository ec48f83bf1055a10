import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {domainFlags} from '../../lib/cli/domain-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {givenSettings, newSettingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {domainEdits} from '../../lib/directory/domain-wishes.ts'
import {createDomain, type Domain} from '../../lib/directory/domains.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {domainText} from '../../lib/view/domain.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class DomainCreate extends AuthctlCommand {
  static override summary = 'Give the pool a domain: sign-in pages and a token endpoint.'
  static override description =
    `A prefix makes an address below amazoncognito.com; a domain of your own wants a certificate.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> acme --managed-login-version 2',
    '<%= config.bin %> <%= command.id %> login.example.com --certificate-arn arn:aws:acm:us-east-1:123456789012:certificate/1',
  ]
  static override args = {domain: Args.string({description: 'The domain: a prefix, or one of your own.'})}
  static override flags = {...profileFlags, ...writeFlags, ...domainFlags, ...newSettingsFlags}

  override async run(): Promise<Domain | Rehearsal> {
    const {args, flags} = await this.parse(DomainCreate)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = args.domain ?? (await this.world.ask.text({message: 'Which domain?', flag: 'DOMAIN'}))
    const wishes = {...(await givenSettings(this.world, flags)), edits: domainEdits(flags)}
    const domain = await createDomain(directory, name, wishes)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(domain, domainText)
  }
}
