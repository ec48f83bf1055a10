import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {copyPool, type PoolCopy} from '../../lib/directory/copy-pool.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {poolCopyText} from '../../lib/view/pool.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class PoolCopyCommand extends AuthctlCommand {
  static override summary = 'Make a user pool like another.'
  static override description =
    `Settings, second factors, custom attributes, groups, resource servers, identity providers and clients; clients get new ids and secrets. Users and domains stay where they are.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> eu-west-1_AbCdEf123 staging',
    '<%= config.bin %> <%= command.id %> production staging --dry-run',
  ]
  static override args = {
    pool: Args.string({description: 'Id or name of the pool to copy.'}),
    name: Args.string({description: 'Name of the new pool.'}),
  }
  static override flags = {...profileFlags, ...writeFlags}

  override async run(): Promise<PoolCopy | Rehearsal> {
    const {args, flags} = await this.parse(PoolCopyCommand)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags, args.pool)
    const name = args.name ?? (await this.world.ask.text({message: 'Name of the new pool?', flag: 'NAME'}))
    const copy = await copyPool(directory, name)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(copy, poolCopyText)
  }
}
