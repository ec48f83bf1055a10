import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {type SignedOut, signOut, signOutAll} from '../lib/session/sign-out.ts'
import {signedOutAllText, signedOutText} from '../lib/view/sign-out.ts'

export default class Logout extends AuthctlCommand {
  static override summary = 'Sign out: revoke the session at its server, then forget it here.'
  static override description = `Forgets it also where the server cannot be reached, and then ends with status 8.`
  static override flags = {
    all: Flags.boolean({summary: 'Every session kept on this machine.', exclusive: ['profile', 'as']}),
    local: Flags.boolean({summary: 'Only forget it here; the server is not asked.'}),
    ...profileFlags,
    ...identityFlags,
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile staging --as grace',
    '<%= config.bin %> <%= command.id %> --all --local',
  ]

  override async run(): Promise<SignedOut | {readonly sessions: readonly SignedOut[]}> {
    const {flags} = await this.parse(Logout)
    const {local} = flags
    if (flags.all) {
      const all = await signOutAll(this.world, name => resolveProfile(this.world, {profile: name}), {local})
      return all.sessions.some(({failed}) => failed)
        ? this.presentFailing('partly_done', all, signedOutAllText)
        : this.present(all, signedOutAllText)
    }
    const profile = await resolveProfile(this.world, flags)
    const one = await signOut(this.world, profile, flags.as ?? defaultIdentity, {local})
    return one.failed ? this.presentFailing('partly_done', one, signedOutText) : this.present(one, signedOutText)
  }
}
