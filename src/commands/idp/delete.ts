import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {confirmed} from '../../lib/cli/confirmed.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {deleteIdentityProvider, type IdentityProviderDeleted} from '../../lib/directory/identity-providers.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickIdentityProvider} from '../../lib/directory/pick-part.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'
import {safe} from '../../lib/view/safe.ts'

export default class IdpDelete extends AuthctlCommand {
  static override summary = 'Delete an identity provider: its people can no longer sign in.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> Acme',
    '<%= config.bin %> <%= command.id %> Acme --yes',
  ]
  static override args = {provider: Args.string({description: 'Name of the provider.'})}
  static override flags = {...profileFlags, ...writeFlags, ...yesFlag}

  override async run(): Promise<IdentityProviderDeleted | Rehearsal> {
    const {args, flags} = await this.parse(IdpDelete)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickIdentityProvider(this.world, directory, args.provider)
    await confirmed(this.world, flags, `Delete the identity provider ${name} from ${directory.poolId}?`)
    const deleted = await deleteIdentityProvider(directory, name)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(deleted, () => `Deleted identity provider ${safe(name)}.`)
  }
}
