import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {deleteProfile, findOwnProfile} from '../../lib/profile/edit.ts'
import {forgetClientSecret} from '../../lib/session/client-secrets.ts'
import {keptIdentities} from '../../lib/session/kept-identities.ts'
import {type DeletedProfile, deletedText, deletionQuestion} from '../../lib/view/deleted-profile.ts'

export default class ProfileDelete extends AuthctlCommand {
  static override summary = 'Forget a profile and its client secret. Sessions stay until logout or until they end.'
  static override args = {name: Args.string({description: 'One of your profiles.', required: true})}
  static override flags = {yes: Flags.boolean({char: 'y', summary: 'Do not ask.'})}
  static override examples = [
    '<%= config.bin %> <%= command.id %> staging',
    '<%= config.bin %> <%= command.id %> staging --yes',
  ]

  override async run(): Promise<DeletedProfile> {
    const {args, flags} = await this.parse(ProfileDelete)
    const profile = await findOwnProfile(this.world, args.name)
    const sessions = await keptIdentities(this.world, profile)
    const sure =
      flags.yes || (await this.world.ask.confirm({message: deletionQuestion(profile, sessions), flag: '--yes'}))
    if (!sure) return this.present({name: profile.name, deleted: false}, deletedText)
    await forgetClientSecret(this.world, profile)
    await deleteProfile(this.world, profile.name)
    return this.present({name: profile.name, deleted: true, ...(sessions.length > 0 ? {sessions} : {})}, deletedText)
  }
}
