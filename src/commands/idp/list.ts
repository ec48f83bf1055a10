import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {type IdentityProviderListed, listIdentityProviders} from '../../lib/directory/identity-providers.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {identityProvidersText} from '../../lib/view/identity-provider.ts'

export default class IdpList extends AuthctlCommand {
  static override summary = 'List the identity providers of the pool.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = {...profileFlags}

  override async run(): Promise<{identityProviders: IdentityProviderListed[]}> {
    const {flags} = await this.parse(IdpList)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const identityProviders = await listIdentityProviders(directory)
    return this.present({identityProviders}, (answer, page) => identityProvidersText(answer.identityProviders, page))
  }
}
