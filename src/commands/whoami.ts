import {AuthctlCommand} from '../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {type WhoAmI, whoAmI} from '../lib/session/who-am-i.ts'
import {whoAmIText} from '../lib/view/who-am-i.ts'

export default class Whoami extends AuthctlCommand {
  static override summary = 'Ask the issuer who is signed in.'
  static override flags = {...profileFlags, ...identityFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --as grace --json',
  ]

  override async run(): Promise<WhoAmI> {
    const {flags} = await this.parse(Whoami)
    const profile = await resolveProfile(this.world, flags)
    return this.present(await whoAmI(this.world, profile, flags.as ?? defaultIdentity), whoAmIText)
  }
}
