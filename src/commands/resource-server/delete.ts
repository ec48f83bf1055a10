import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickResourceServer} from '../../lib/directory/pick-part.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {deleteResourceServer, type ResourceServerDeleted} from '../../lib/directory/resource-servers.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'

export default class ResourceServerDelete extends AuthctlCommand {
  static override summary = 'Delete a resource server: its scopes are in no new token.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> https://api.example.com',
    '<%= config.bin %> <%= command.id %> https://api.example.com --yes',
  ]
  static override args = {identifier: Args.string({description: 'Identifier of the resource server.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag}

  override async run(): Promise<ResourceServerDeleted | Rehearsal> {
    const {args, flags} = await this.parse(ResourceServerDelete)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickResourceServer(this.world, directory, args.identifier)
    await confirmed(this.world, flags, `Delete the resource server ${name} from ${directory.poolId}?`)
    const deleted = await deleteResourceServer(directory, name)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(deleted, () => `Deleted resource server ${safe(name)}.`)
  }
}
