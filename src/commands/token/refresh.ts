import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {type Refreshed, refreshNow} from '../../lib/session/refresh-now.ts'
import {refreshedText} from '../../lib/view/refreshed.ts'

export default class TokenRefresh extends AuthctlCommand {
  static override summary = 'Renew the session now, whatever is left of it.'
  static override description = `Other commands renew by themselves when a token is near its end.`
  static override flags = {...profileFlags, ...identityFlags}
  static override examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<Refreshed> {
    const {flags} = await this.parse(TokenRefresh)
    const profile = await resolveProfile(this.world, flags)
    const refreshed = await refreshNow(this.world, profile, flags.as ?? defaultIdentity)
    return this.present(refreshed, shown => refreshedText(shown, this.world.clock.now()))
  }
}
