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
import {requireUpstream} from '../../../lib/setup/upstream.ts'
import {identityProviderText} from '../../../lib/view/identity-provider.ts'
import {rehearsalText} from '../../../lib/view/rehearsal.ts'

const {issuer: _, 'client-id': __, ...connectionFlags} = profileFlags

export default class IdpCreateOidc extends AuthctlCommand {
  static override summary = 'Let people sign in by another OpenID Connect issuer.'
  static override description =
    `The issuer is asked to describe itself first: Cognito wants an authorization endpoint, a token endpoint and keys. The client is the one that the pool has at that issuer.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> Acme --issuer https://id.acme.example --provider-client-id 4example --map email=email --provider-secret-stdin < secret.txt',
  ]
  static override args = {provider: Args.string({description: 'Name for the provider.'})}
  static override flags = {
    ...connectionFlags,
    ...writeFlags,
    issuer: Flags.string({
      summary: 'Issuer of the provider.',
      env: 'AUTHCTL_PROVIDER_ISSUER',
      helpValue: 'URL',
      helpGroup: 'PROVIDER',
    }),
    'provider-client-id': Flags.string({
      summary: 'Client that the pool has at the provider.',
      helpValue: 'ID',
      helpGroup: 'PROVIDER',
    }),
    'provider-scope': Flags.string({
      summary: 'Scopes to ask the provider for.',
      default: 'openid email profile',
      helpValue: 'SCOPES',
      helpGroup: 'PROVIDER',
    }),
    unchecked: Flags.boolean({summary: 'Do not ask the issuer first.', helpGroup: 'PROVIDER'}),
    ...providerSecretFlags,
    ...newProviderFlags,
    ...newSettingsFlags,
  }

  override async run(): Promise<IdentityProvider | Rehearsal> {
    const {args, flags} = await this.parse(IdpCreateOidc)
    const {issuer: given, ...connection} = flags
    const directory = await openDirectory(this.world, await resolveProfile(this.world, connection), flags)
    const {ask} = this.world
    const name = args.provider ?? (await ask.text({message: 'Name for the provider?', flag: 'PROVIDER'}))
    const issuer = given ?? (await ask.text({message: 'Issuer of the provider?', flag: '--issuer URL'}))
    const client =
      flags['provider-client-id'] ??
      (await ask.text({message: 'Client ID of the pool at the provider?', flag: '--provider-client-id ID'}))
    if (!flags.unchecked) await requireUpstream(this.world, issuer)
    const details = {
      oidc_issuer: issuer,
      client_id: client,
      authorize_scopes: flags['provider-scope'],
      attributes_request_method: 'GET',
    }
    const edits = providerEdits(flags, await providerSecret(this.world, flags))
    const wishes = {...(await givenSettings(this.world, flags)), edits}
    const provider = await createIdentityProvider(directory, {name, type: 'OIDC', details, ...wishes})
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(provider, identityProviderText)
  }
}
