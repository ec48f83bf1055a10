import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../../lib/cli/command.ts'
import {profileFlags} from '../../../lib/cli/profile-flags.ts'
import {newProviderFlags, providerSecret, providerSecretFlags} from '../../../lib/cli/provider-flags.ts'
import {givenSettings, newSettingsFlags} from '../../../lib/cli/settings-flags.ts'
import {writeFlags} from '../../../lib/cli/write-flags.ts'
import {createIdentityProvider, type IdentityProvider} from '../../../lib/directory/identity-providers.ts'
import {openDirectory} from '../../../lib/directory/open.ts'
import {providerEdits} from '../../../lib/directory/provider-wishes.ts'
import type {Rehearsal} from '../../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../../lib/profile/resolve.ts'
import {identityProviderText} from '../../../lib/view/identity-provider.ts'
import {rehearsalText} from '../../../lib/view/rehearsal.ts'

const types = ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'] as const

export default class IdpCreateSocial extends AuthctlCommand {
  static override summary = 'Let people sign in by Google, Facebook, Amazon or Apple.'
  static override description =
    `What only one of them has, such as Apple’s team_id, key_id and private_key, comes by --from-file as {"details": {…}}, since some of it is secret.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> Google --provider-client-id 4example --map email=email --provider-secret-stdin < secret.txt',
    '<%= config.bin %> <%= command.id %> SignInWithApple --provider-client-id com.example.app --from-file apple.json',
  ]
  static override args = {provider: Args.string({description: 'Which one; it is its name as well.', options: types})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    'provider-client-id': Flags.string({
      summary: 'Client that the pool has at the provider.',
      helpValue: 'ID',
      helpGroup: 'PROVIDER',
    }),
    'provider-scope': Flags.string({
      summary: 'Scopes to ask the provider for, as it separates them.',
      helpValue: 'SCOPES',
      helpGroup: 'PROVIDER',
    }),
    ...providerSecretFlags,
    ...newProviderFlags,
    ...newSettingsFlags,
  }

  override async run(): Promise<IdentityProvider | Rehearsal> {
    const {args, flags} = await this.parse(IdpCreateSocial)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const {ask} = this.world
    const choices = types.map(value => ({name: value, value}))
    const name = args.provider ?? (await ask.choose({message: 'Which provider?', flag: 'PROVIDER', choices}))
    const client =
      flags['provider-client-id'] ??
      (await ask.text({message: 'Client ID of the pool at the provider?', flag: '--provider-client-id ID'}))
    const usual: Readonly<Record<string, string>> = {
      Google: 'openid email profile',
      Facebook: 'public_profile,email',
      LoginWithAmazon: 'profile',
      SignInWithApple: 'email name',
    }
    const details = {client_id: client, authorize_scopes: flags['provider-scope'] ?? usual[name] ?? ''}
    const edits = providerEdits(flags, await providerSecret(this.world, flags))
    const wishes = {...(await givenSettings(this.world, flags)), edits}
    const provider = await createIdentityProvider(directory, {name, type: name, details, ...wishes})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(provider, identityProviderText)
  }
}
