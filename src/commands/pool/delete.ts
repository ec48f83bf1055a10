import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {deletePool, type PoolDeleted} from '../../lib/directory/pools.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'

export default class PoolDelete extends AuthctlCommand {
  static override summary = 'Delete a user pool with everybody in it, for good.'
  static override description = `The pool is named here, never taken from the profile.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> eu-west-1_AbCdEf123',
    '<%= config.bin %> <%= command.id %> eu-west-1_AbCdEf123 --yes',
  ]
  static override args = {pool: Args.string({description: 'Id or name of the pool.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag}

  override async run(): Promise<PoolDeleted | Rehearsal> {
    const {args, flags} = await this.parse(PoolDelete)
    const {userPoolId: _, ...profile} = await resolveProfile(this.world, flags)
    const named = args.pool ?? (await this.world.ask.text({message: 'Which pool, by its id?', flag: 'POOL'}))
    const directory = await openDirectory(this.world, profile, flags, named)
    await confirmed(this.world, flags, `Delete the pool ${directory.poolId} and everybody in it?`)
    const deleted = await deletePool(directory)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(deleted, () => `Deleted pool ${safe(deleted.id)}.`)
  }
}
