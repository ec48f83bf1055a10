import * as Args from '@oclif/core/args'
import {revealFlag} from '../../lib/cli/client-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {getIdentityProvider, type IdentityProvider} from '../../lib/directory/identity-providers.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickIdentityProvider} from '../../lib/directory/pick-part.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {identityProviderText} from '../../lib/view/identity-provider.ts'

export default class IdpShow extends AuthctlCommand {
  static override summary = 'Show an identity provider with all its settings.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> Acme',
    '<%= config.bin %> <%= command.id %> Acme --json',
  ]
  static override args = {provider: Args.string({description: 'Name of the provider.'})}
  static override flags = {...profileFlags, ...revealFlag}

  override async run(): Promise<IdentityProvider> {
    const {args, flags} = await this.parse(IdpShow)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const name = await pickIdentityProvider(this.world, directory, args.provider)
    return this.present(
      await getIdentityProvider(directory, name, {reveal: flags['reveal-secrets']}),
      identityProviderText,
    )
  }
}
