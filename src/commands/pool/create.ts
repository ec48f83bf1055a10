import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {newPoolFlags} from '../../lib/cli/pool-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {givenSettings, newSettingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openService} from '../../lib/directory/open.ts'
import {poolEdits} from '../../lib/directory/pool-wishes.ts'
import {createPool, type Pool} from '../../lib/directory/pools.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {poolText} from '../../lib/view/pool.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class PoolCreate extends AuthctlCommand {
  static override summary = 'Create a user pool.'
  static override description =
    `What flags and file leave open, the service decides. How people sign in (usernameAttributes, aliasAttributes, usernameConfiguration) and required attributes (schema) cannot be changed later.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> staging --deletion-protection --tag team=identity',
    '<%= config.bin %> <%= command.id %> staging --set usernameAttributes=email --set autoVerifiedAttributes=email --dry-run',
  ]
  static override args = {pool: Args.string({description: 'Name of the pool.'})}
  static override flags = {...profileFlags, ...writeFlags, ...newPoolFlags, ...newSettingsFlags}

  override async run(): Promise<Pool | Rehearsal> {
    const {args, flags} = await this.parse(PoolCreate)
    const service = openService(this.world, await resolveProfile(this.world, flags), flags)
    const name = args.pool ?? (await this.world.ask.text({message: 'Name of the pool?', flag: 'POOL'}))
    const pool = await createPool(service, name, {
      ...(await givenSettings(this.world, flags)),
      edits: poolEdits(flags),
    })
    if (service.rehearsal) return this.present(service.rehearsal, rehearsalText)
    return this.present(pool, poolText)
  }
}
