import {resolve} from 'node:path'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../../lib/cli/command.ts'
import {profileFlags} from '../../../lib/cli/profile-flags.ts'
import {newProviderFlags} from '../../../lib/cli/provider-flags.ts'
import {givenSettings, newSettingsFlags} from '../../../lib/cli/settings-flags.ts'
import {writeFlags} from '../../../lib/cli/write-flags.ts'
import {createIdentityProvider, type IdentityProvider} from '../../../lib/directory/identity-providers.ts'
import {openDirectory} from '../../../lib/directory/open.ts'
import {providerEdits} from '../../../lib/directory/provider-wishes.ts'
import type {Rehearsal} from '../../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../../lib/profile/resolve.ts'
import {requireMetadata} from '../../../lib/saml/require-metadata.ts'
import {identityProviderText} from '../../../lib/view/identity-provider.ts'
import {rehearsalText} from '../../../lib/view/rehearsal.ts'

export default class IdpCreateSaml extends AuthctlCommand {
  static override summary = 'Let people sign in by a SAML 2.0 identity provider.'
  static override description =
    `The metadata is read first: certificates and their ends, sign-in addresses and bindings. What Cognito would refuse stops here; what will soon be a problem is said.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> Acme --metadata https://id.acme.example/saml/metadata --map email=mail',
    '<%= config.bin %> <%= command.id %> Acme --metadata metadata.xml --identifier acme.example --dry-run',
  ]
  static override args = {provider: Args.string({description: 'Name for the provider.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    metadata: Flags.string({
      summary: 'Metadata of the provider: an address that Cognito will read again, or a file.',
      helpValue: 'URL|FILE',
      helpGroup: 'PROVIDER',
    }),
    'idp-initiated': Flags.boolean({summary: 'Let the provider begin the sign-in.', helpGroup: 'PROVIDER'}),
    'sign-out': Flags.boolean({summary: 'Sign out at the provider too.', helpGroup: 'PROVIDER'}),
    'sign-requests': Flags.boolean({summary: 'Sign requests to the provider.', helpGroup: 'PROVIDER'}),
    'encrypted-responses': Flags.boolean({summary: 'Take encrypted assertions only.', helpGroup: 'PROVIDER'}),
    ...newProviderFlags,
    ...newSettingsFlags,
  }

  override async run(): Promise<IdentityProvider | Rehearsal> {
    const {args, flags} = await this.parse(IdpCreateSaml)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const {ask, cwd} = this.world
    const name = args.provider ?? (await ask.text({message: 'Name for the provider?', flag: 'PROVIDER'}))
    const source = flags.metadata ?? (await ask.text({message: 'Its metadata, as URL or file?', flag: '--metadata'}))
    const where = /^https?:/i.test(source) ? source : resolve(cwd, source)
    const {details, warnings} = await requireMetadata(this.world, where)
    for (const {message} of warnings) this.note(`Mind: ${message}`)
    const provider = await createIdentityProvider(directory, {
      name,
      type: 'SAML',
      details: {...details, ...chosen(flags)},
      ...(await givenSettings(this.world, flags)),
      edits: providerEdits(flags),
    })
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(provider, identityProviderText)
  }
}

/** What is not said is left to Cognito, for which it all is off. */
function chosen(flags: {
  readonly 'idp-initiated': boolean
  readonly 'sign-out': boolean
  readonly 'sign-requests': boolean
  readonly 'encrypted-responses': boolean
}): Record<string, string> {
  return {
    ...(flags['idp-initiated'] ? {IDPInit: 'true'} : {}),
    ...(flags['sign-out'] ? {IDPSignout: 'true'} : {}),
    ...(flags['sign-requests'] ? {RequestSigningAlgorithm: 'rsa-sha256'} : {}),
    ...(flags['encrypted-responses'] ? {EncryptedResponses: 'true'} : {}),
  }
}
