import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickUser} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {type Device, forgetDevice, listDevices} from '../../lib/directory/user-devices.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {devicesText} from '../../lib/view/user-activity.ts'

export default class UserDevices extends AuthctlCommand {
  static override summary = 'List the devices of a user, or forget one.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> ada --forget us-east-1_0f3c --yes',
  ]
  static override args = {username: Args.string({description: 'Username, or an alias of it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...yesFlag,
    forget: Flags.string({summary: 'Device to forget; the answer is those that remain.', helpValue: 'KEY'}),
  }

  override async run(): Promise<{devices: Device[]} | Rehearsal> {
    const {args, flags} = await this.parse(UserDevices)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const username = await pickUser(this.world, directory, args.username)
    if (flags.forget !== undefined) {
      await confirmed(this.world, flags, `Forget the device ${flags.forget} of ${username}?`)
      await forgetDevice(directory, username, flags.forget)
    }
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    const devices = await listDevices(directory, username)
    return this.present({devices}, (answer, page) => devicesText(answer.devices, page))
  }
}
