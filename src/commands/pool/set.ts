import * as Args from '@oclif/core/args'
import {agreed} from '../../lib/cli/agreed.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {poolFlags} from '../../lib/cli/pool-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {givenSettings, settingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {poolEdits} from '../../lib/directory/pool-wishes.ts'
import {type Pool, setPool} from '../../lib/directory/pools.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {poolText} from '../../lib/view/pool.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class PoolSet extends AuthctlCommand {
  static override summary = 'Change a user pool; what is not named stays.'
  static override description =
    `Everything is read first and written whole, second factors included, so that no setting falls back to its default. The difference is shown, and afterwards what was written is read back and compared.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> --set policies.passwordPolicy.minimumLength=14',
    '<%= config.bin %> <%= command.id %> --mfa optional --totp --yes',
    '<%= config.bin %> <%= command.id %> eu-west-1_AbCdEf123 --deletion-protection --dry-run',
  ]
  static override args = {pool: Args.string({description: 'Id or name of the pool; else the profile’s.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag, ...poolFlags, ...settingsFlags}

  override async run(): Promise<Pool | Rehearsal> {
    const {args, flags} = await this.parse(PoolSet)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags, args.pool)
    const wishes = {...(await givenSettings(this.world, flags)), edits: poolEdits(flags)}
    const agree = agreed(this.asking, flags, `Change the pool ${directory.poolId}?`)
    const pool = await setPool(directory, wishes, agree)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(pool, poolText)
  }
}
