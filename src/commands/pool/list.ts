import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openService} from '../../lib/directory/open.ts'
import {listPools, type PoolListed} from '../../lib/directory/pools.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {poolsText} from '../../lib/view/pool.ts'

export default class PoolList extends AuthctlCommand {
  static override summary = 'List the user pools of the account in a region.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --region eu-west-1 --json',
  ]
  static override flags = {...profileFlags}

  override async run(): Promise<{pools: PoolListed[]}> {
    const {flags} = await this.parse(PoolList)
    const pools = await listPools(openService(this.world, await resolveProfile(this.world, flags)))
    return this.present({pools}, (answer, page) => poolsText(answer.pools, page))
  }
}
