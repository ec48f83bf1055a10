import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {type ClientDeleted, deleteClient} from '../../lib/directory/clients.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickAnyClient} from '../../lib/directory/pick.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'

export default class ClientDelete extends AuthctlCommand {
  static override summary = 'Delete an app client: whoever signs in with it no longer can.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> web',
    '<%= config.bin %> <%= command.id %> web --yes',
  ]
  static override args = {client: Args.string({description: 'Id or name of the client.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag}

  override async run(): Promise<ClientDeleted | Rehearsal> {
    const {args, flags} = await this.parse(ClientDelete)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const id = await pickAnyClient(this.world, directory, args.client)
    await confirmed(this.world, flags, `Delete the client ${id} from ${directory.poolId}?`)
    const deleted = await deleteClient(directory, id)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(deleted, () => `Deleted client ${safe(id)}.`)
  }
}
