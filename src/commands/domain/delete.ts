import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {type DomainDeleted, deleteDomain} from '../../lib/directory/domains.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickDomain} from '../../lib/directory/pick-part.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'

export default class DomainDelete extends AuthctlCommand {
  static override summary = 'Take a domain from the pool: nobody signs in there any more.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> acme',
    '<%= config.bin %> <%= command.id %> acme --yes',
  ]
  static override args = {domain: Args.string({description: 'The domain: a prefix, or one of your own.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag}

  override async run(): Promise<DomainDeleted | Rehearsal> {
    const {args, flags} = await this.parse(DomainDelete)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickDomain(this.world, directory, args.domain)
    await confirmed(this.world, flags, `Delete the domain ${name} from ${directory.poolId}?`)
    const deleted = await deleteDomain(directory, name)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(deleted, () => `Deleted domain ${safe(name)}.`)
  }
}
