import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {getPool, type Pool} from '../../lib/directory/pools.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {poolText} from '../../lib/view/pool.ts'

export default class PoolShow extends AuthctlCommand {
  static override summary = 'Show a user pool with all its settings, second factors included.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> eu-west-1_AbCdEf123 --json',
  ]
  static override args = {pool: Args.string({description: 'Id or name of the pool; else the profile’s.'})}
  static override flags = {...profileFlags}

  override async run(): Promise<Pool> {
    const {args, flags} = await this.parse(PoolShow)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), {}, args.pool)
    return this.present(await getPool(directory), poolText)
  }
}
