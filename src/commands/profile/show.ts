import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {type DescribedProfile, describeProfile} from '../../lib/profile/describe.ts'
import {profileText} from '../../lib/view/profile.ts'

export default class ProfileShow extends AuthctlCommand {
  static override summary =
    'Show whom authctl talks to from here, and who said so: flag, environment, project or user file.'
  static override args = {
    name: Args.string({description: 'One of your profiles, as it is kept: flags and project are left out.'}),
  }
  static override flags = {...profileFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> staging',
    '<%= config.bin %> <%= command.id %> --user-pool-id eu-west-1_AbCdEf123 --json',
  ]

  override async run(): Promise<DescribedProfile> {
    const {args, flags} = await this.parse(ProfileShow)
    return this.present(await describeProfile(this.world, args.name, flags), profileText)
  }
}
