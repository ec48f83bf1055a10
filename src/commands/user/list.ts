import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {listUsers} from '../../lib/directory/list-users.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import type {User} from '../../lib/directory/user.ts'
import {userFilter} from '../../lib/directory/user-filter.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {csvText} from '../../lib/view/csv.ts'
import {safe} from '../../lib/view/safe.ts'
import {allUserColumns, userColumns, usersText, usualUserColumns} from '../../lib/view/user.ts'

export default class UserList extends AuthctlCommand {
  static override summary = 'List the users of the pool.'
  static override description =
    `The server can filter by one of email, phone_number, name, given_name, family_name, preferred_username, sub and status, and not within a group. What goes beyond that is filtered here after reading all users, and a note says so.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --filter \'email ^= "ada"\'',
    '<%= config.bin %> <%= command.id %> --group admins --status CONFIRMED',
    '<%= config.bin %> <%= command.id %> --csv --columns username,email,custom:team > users.csv',
  ]
  static override flags = {
    ...profileFlags,
    filter: Flags.string({
      summary: 'Filter in Cognito’s language, applied by the server: email ^= "ada"',
      helpValue: 'EXPRESSION',
      helpGroup: 'FILTER',
    }),
    status: Flags.string({
      summary: 'Only this status: CONFIRMED, FORCE_CHANGE_PASSWORD, …; or enabled, disabled.',
      helpValue: 'STATUS',
      helpGroup: 'FILTER',
    }),
    group: Flags.string({char: 'g', summary: 'Only members of this group.', helpValue: 'GROUP', helpGroup: 'FILTER'}),
    attribute: Flags.string({
      char: 'a',
      summary:
        'Only with this attribute; repeatable. The server looks for one of the few it can, the others are looked for here.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME=VALUE',
      helpGroup: 'FILTER',
    }),
    contains: Flags.string({
      summary: 'Only with this text in the username or an attribute; looked for here, after reading all users.',
      helpValue: 'TEXT',
      helpGroup: 'FILTER',
    }),
    limit: Flags.integer({char: 'n', summary: 'At most this many.', helpValue: 'N', min: 1, helpGroup: 'FILTER'}),
    columns: Flags.string({
      summary: 'Columns of table and CSV: username, sub, status, enabled, createdAt, updatedAt, or any attribute.',
      helpValue: 'A,B,…',
    }),
    csv: Flags.boolean({
      summary: 'Answer in CSV (RFC 4180); cells that spreadsheets would run as formulas get an apostrophe in front.',
      exclusive: ['json'],
    }),
  }

  override async run(): Promise<{users: User[]}> {
    const {flags} = await this.parse(UserList)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const filter = userFilter(flags)
    if (filter.here.length > 0)
      this.note(
        `Filtered here, after reading every ${filter.group ? 'member' : 'user'}: ${filter.here.map(safe).join(', ')}.`,
      )
    const users = await listUsers(directory, filter, flags)
    const columns = flags.columns?.split(',').map(name => name.trim())
    if (!flags.csv || this.jsonEnabled())
      return this.present({users}, (answer, page) =>
        usersText(answer.users, page, userColumns(columns ?? usualUserColumns)),
      )
    const {terminal} = this.world
    terminal.out(csvText(users, columns ? userColumns(columns) : allUserColumns(users), terminal))
    return {users}
  }
}
