import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import {type AuthEvent, listEvents} from '../../lib/directory/user-events.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {eventsText} from '../../lib/view/user-activity.ts'

export default class UserEvents extends AuthctlCommand {
  static override summary = 'List what happened to a user: sign-ins and what the pool thought of them, newest first.'
  static override description = `Only pools with threat protection (the plan Plus) remember this.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> ada --limit 10 --json',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    limit: Flags.integer({char: 'n', summary: 'At most this many.', helpValue: 'N', min: 1}),
  }

  override async run(): Promise<{events: AuthEvent[]}> {
    const {args, flags} = await this.parse(UserEvents)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const username = await pickUser(this.world, directory, args.username)
    const events = await listEvents(directory, username, flags)
    return this.present({events}, (answer, page) => eventsText(answer.events, page))
  }
}
