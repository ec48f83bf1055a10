import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {failedWith} from '../lib/failure.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {allStatuses, type Status, sessionStatus} from '../lib/session/status.ts'
import {statusesText, statusText} from '../lib/view/status.ts'

export default class StatusShow extends AuthctlCommand {
  static override summary = 'Show who is signed in, when each token ends, and where it is kept. Asks no server.'
  static override flags = {
    all: Flags.boolean({summary: 'Every session kept on this machine.', exclusive: ['profile', 'as']}),
    ...profileFlags,
    as: identityFlags.as,
  }
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --all --json']

  override async run(): Promise<Status | {readonly sessions: readonly Status[]}> {
    const {flags} = await this.parse(StatusShow)
    const now = this.world.clock.now()
    if (flags.all) {
      const all = await allStatuses(this.world, name => this.profile(name))
      const words = (shown: typeof all) => statusesText(shown, now)
      return all.sessions.some(({signedIn}) => signedIn)
        ? this.present(all, words)
        : this.presentFailing('not_signed_in', all, words)
    }
    const profile = await resolveProfile(this.world, flags)
    const status = await sessionStatus(this.world, profile, flags.as ?? defaultIdentity)
    const words = (shown: Status) => statusText(shown, now)
    return status.signedIn ? this.present(status, words) : this.presentFailing('not_signed_in', status, words)
  }

  private async profile(name: string) {
    try {
      return await resolveProfile(this.world, {profile: name})
    } catch (error) {
      if (failedWith(error, 'profile_not_found')) return undefined
      throw error
    }
  }
}
