import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {failedWith} from '../lib/failure.ts'
import {browserSignOutUrl} from '../lib/grants/browser-sign-out.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {type SignedOut, signOut} from '../lib/session/sign-out.ts'
import {signOutAll} from '../lib/session/sign-out-all.ts'
import {safe} from '../lib/view/safe.ts'
import {browserEndsText, signedOutAllText, signedOutText} from '../lib/view/sign-out.ts'

export default class Logout extends AuthctlCommand {
  static override summary = 'Sign out: revoke the session at its server, then forget it here.'
  static override description = `Forgets it also where the server cannot be reached, and then ends with status 8.`
  static override flags = {
    all: Flags.boolean({
      summary: 'Every session kept on this machine.',
      exclusive: ['profile', 'as', 'global', 'browser'],
    }),
    local: Flags.boolean({summary: 'Only forget it here; the server is not asked.'}),
    global: Flags.boolean({
      summary: 'Cognito: end the person’s sessions on all devices.',
      exclusive: ['local'],
    }),
    browser: Flags.boolean({summary: 'End the browser’s own session with the issuer, too.'}),
    ...profileFlags,
    ...identityFlags,
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile staging --as grace',
    '<%= config.bin %> <%= command.id %> --all --local',
    '<%= config.bin %> <%= command.id %> --browser --global',
  ]

  override async run(): Promise<SignedOut | {readonly sessions: readonly SignedOut[]}> {
    const {flags} = await this.parse(Logout)
    const {local, global} = flags
    if (flags.all) {
      const all = await signOutAll(this.world, name => resolveProfile(this.world, {profile: name}), {local})
      return all.sessions.some(({failed}) => failed)
        ? this.presentFailing('partly_done', all, signedOutAllText)
        : this.present(all, signedOutAllText)
    }
    const profile = await resolveProfile(this.world, flags)
    const one = await signOut(this.world, profile, flags.as ?? defaultIdentity, {local, global})
    if (flags.browser) await this.visit(await browserSignOutUrl(this.world, profile))
    return one.failed ? this.presentFailing('partly_done', one, signedOutText) : this.present(one, signedOutText)
  }

  /** The address is shown, too: an opener that started is no promise that a page appeared. */
  private async visit(url: URL): Promise<void> {
    this.remark(browserEndsText(url.href))
    try {
      await this.world.browser.open(url)
    } catch (error) {
      if (!failedWith(error, 'unsupported')) throw error
      this.remark(safe(`${error.message} Open the address above yourself.`))
    }
  }
}
