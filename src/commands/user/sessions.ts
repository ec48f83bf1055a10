import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {listSessions, revokeSession, type UserSession} from '../../lib/directory/user-sessions.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {sessionsText} from '../../lib/view/user-activity.ts'

export default class UserSessions extends AuthctlCommand {
  static override summary = 'List the sessions of a user, or end one.'
  static override description = `Only pools that track sessions know them.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> ada --revoke tkn0123456789abcdefghijklmno --yes',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...yesFlag,
    revoke: Flags.string({summary: 'Session to end; the answer is those that remain.', helpValue: 'ID'}),
  }

  override async run(): Promise<{sessions: UserSession[]} | Rehearsal> {
    const {args, flags} = await this.parse(UserSessions)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    if (flags.revoke !== undefined) {
      await confirmed(this.world, flags, `End the session ${flags.revoke} of ${username}?`)
      await revokeSession(directory, username, flags.revoke)
    }
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    const sessions = await listSessions(directory, username)
    return this.present({sessions}, (answer, page) => sessionsText(answer.sessions, page))
  }
}
