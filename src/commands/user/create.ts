import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {attributeFlags} from '../../lib/cli/attribute-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {givenPassword, passwordFlags} from '../../lib/cli/password-flags.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {attributesFrom} from '../../lib/directory/attributes.ts'
import {createUser, createUserUnlessThere} from '../../lib/directory/create-user.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import type {User} from '../../lib/directory/user.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'
import {userText} from '../../lib/view/user.ts'

export default class UserCreate extends AuthctlCommand {
  static override summary = 'Create a user.'
  static override description =
    `Without a password Cognito makes a temporary one and sends it to the email address, or to the phone number where there is no address. Groups are looked up before the user is created.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada --email ada@example.com --verified --group admins',
    'pwgen 20 1 | <%= config.bin %> <%= command.id %> ada --password-stdin --permanent',
    '<%= config.bin %> <%= command.id %> ada --suppress --if-not-exists --json',
  ]
  static override args = {
    username: Args.string({description: 'Username: no spaces; an email address where the pool signs in by email.'}),
  }
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...attributeFlags,
    group: Flags.string({
      char: 'g',
      summary: 'Group to put the user into; repeatable.',
      helpValue: 'GROUP',
      multiple: true,
      multipleNonGreedy: true,
    }),
    ...passwordFlags,
    permanent: Flags.boolean({
      summary: 'The password stays, and no invitation is sent; else it must be changed at the first sign-in.',
      helpGroup: 'PASSWORD',
    }),
    suppress: Flags.boolean({summary: 'Send no invitation.'}),
    'if-not-exists': Flags.boolean({summary: 'Be content with a user of that name, and leave it as it is.'}),
  }

  override async run(): Promise<User | Rehearsal> {
    const {args, flags} = await this.parse(UserCreate)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const newcomer = {
      username: args.username ?? (await this.world.ask.text({message: 'Username?', flag: 'USERNAME'})),
      attributes: attributesFrom(flags),
      groups: flags.group ?? [],
      password: await givenPassword(this.world, flags),
      permanent: flags.permanent,
      ...(flags.suppress ? {suppress: true} : {}),
    }
    const create = flags['if-not-exists'] ? createUserUnlessThere : createUser
    const {user, existed} = await create(directory, newcomer)
    if (existed) this.note(`User ${safe(user.username)} exists already and stays as it is.`)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(user, userText)
  }
}
