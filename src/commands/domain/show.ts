import * as Args from '@oclif/core/args'

import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {type Domain, getDomain} from '../../lib/directory/domains.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickDomain} from '../../lib/directory/pick-part.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {domainText} from '../../lib/view/domain.ts'

export default class DomainShow extends AuthctlCommand {
  static override summary = 'Show a domain: where people sign in.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> acme',
    '<%= config.bin %> <%= command.id %> acme --json',
  ]
  static override args = {domain: Args.string({description: 'The domain: a prefix, or one of your own.'})}
  static override flags = {...profileFlags}

  override async run(): Promise<Domain> {
    const {args, flags} = await this.parse(DomainShow)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const name = await pickDomain(this.world, directory, args.domain)
    return this.present(await getDomain(directory, name), domainText)
  }
}
