import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {type OwnProfile, useProfile} from '../../lib/profile/edit.ts'
import {usedText} from '../../lib/view/profile.ts'

export default class ProfileUse extends AuthctlCommand {
  static override summary = 'Make a profile the one that is used unless another is named.'
  static override args = {name: Args.string({description: 'One of your profiles.', required: true})}
  static override examples = ['<%= config.bin %> <%= command.id %> staging']

  override async run(): Promise<OwnProfile> {
    const {args} = await this.parse(ProfileUse)
    return this.present(await useProfile(this.world, args.name), usedText)
  }
}
