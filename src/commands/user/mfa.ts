import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {type Factor, getFactors, setFactors, type UserFactors} from '../../lib/directory/user-mfa.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {factorsText} from '../../lib/view/user-activity.ts'

const factors = ['totp', 'sms', 'email']

interface Wishes {
  readonly enable?: readonly Factor[]
  readonly disable?: readonly Factor[]
  readonly prefer?: Factor | 'none'
  readonly 'forget-app': boolean
}

export default class UserMfa extends AuthctlCommand {
  static override summary = 'Show the second factors of a user, or change them.'
  static override description =
    `What is not named stays as it is. An authenticator app can only be switched on once its user has set it up.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> ada --enable totp --prefer totp',
    '<%= config.bin %> <%= command.id %> ada --disable sms --dry-run',
    '<%= config.bin %> <%= command.id %> ada --forget-app',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    enable: Flags.string({
      summary: 'Factor to switch on; repeatable.',
      multiple: true,
      multipleNonGreedy: true,
      options: factors,
    }),
    disable: Flags.string({
      summary: 'Factor to switch off; repeatable.',
      multiple: true,
      multipleNonGreedy: true,
      options: factors,
    }),
    prefer: Flags.string({summary: 'Factor to ask for first.', options: [...factors, 'none']}),
    'forget-app': Flags.boolean({summary: 'Forget the authenticator app, so that another can be set up.'}),
  }

  override async run(): Promise<UserFactors | Rehearsal> {
    const {args, flags} = await this.parse(UserMfa)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    const {enable = [], disable = [], prefer, 'forget-app': forgetApp} = flags as Wishes
    const asked = enable.length + disable.length > 0 || prefer !== undefined || forgetApp
    if (!asked) return this.present(await getFactors(directory, username), factorsText)
    const factors = await setFactors(directory, username, {enable, disable, prefer, forgetApp})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(factors, factorsText)
  }
}
