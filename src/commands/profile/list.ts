import {AuthctlCommand} from '../../lib/cli/command.ts'
import {listProfiles, type OwnProfile} from '../../lib/profile/edit.ts'
import {profilesText} from '../../lib/view/profile.ts'

export default class ProfileList extends AuthctlCommand {
  static override summary = 'List your profiles; the current one is marked.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  override async run(): Promise<{readonly profiles: readonly OwnProfile[]}> {
    await this.parse(ProfileList)
    return this.present(await listProfiles(this.world), profilesText)
  }
}
