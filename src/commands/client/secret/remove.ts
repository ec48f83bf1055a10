import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../../lib/cli/command.ts'
import {confirmed} from '../../../lib/cli/confirmed.ts'
import {profileFlags} from '../../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../../lib/cli/write-flags.ts'
import {removeSecret, type SecretRemoved} from '../../../lib/directory/client-secrets.ts'
import {openDirectory} from '../../../lib/directory/open.ts'
import {pickClient, pickSecret} from '../../../lib/directory/pick.ts'
import type {Rehearsal} from '../../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../../lib/profile/resolve.ts'
import {rehearsalText} from '../../../lib/view/rehearsal.ts'
import {safe} from '../../../lib/view/safe.ts'

export default class ClientSecretRemove extends AuthctlCommand {
  static override summary = 'Take a secret from a client: whoever still uses it is refused.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 4example--1790000000000',
    '<%= config.bin %> <%= command.id %> 4example--1790000000000 --client web --yes',
  ]
  static override args = {secret: Args.string({description: 'Id of the secret, as “client secret list” tells it.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...yesFlag,
    client: Flags.string({
      summary: 'Id or name of the client; else the one in the secret’s id.',
      helpValue: 'CLIENT',
    }),
  }

  override async run(): Promise<SecretRemoved | Rehearsal> {
    const {args, flags} = await this.parse(ClientSecretRemove)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const client = await pickClient(this.world, directory, flags.client ?? args.secret?.split('--')[0])
    const secret = await pickSecret(this.world, directory, client, args.secret)
    await confirmed(this.world, flags, `Remove the secret ${secret} from the client ${client}?`)
    const removed = await removeSecret(directory, client, secret)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(removed, () => `Removed secret ${safe(secret)}.`)
  }
}
