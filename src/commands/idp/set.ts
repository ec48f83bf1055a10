import {resolve} from 'node:path'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {agreed} from '../../lib/cli/agreed.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {providerFlags, providerSecret} from '../../lib/cli/provider-flags.ts'
import {givenSettings, settingsFlags} from '../../lib/cli/settings-flags.ts'
import {writeFlags, yesFlag} from '../../lib/cli/write-flags.ts'
import {type IdentityProvider, setIdentityProvider} from '../../lib/directory/identity-providers.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {pickIdentityProvider} from '../../lib/directory/pick-part.ts'
import {metadataEdits, providerEdits} from '../../lib/directory/provider-wishes.ts'
import type {Rehearsal} from '../../lib/directory/rehearsal.ts'
import type {Edit} from '../../lib/directory/settings/edit.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {requireMetadata} from '../../lib/saml/require-metadata.ts'
import {identityProviderText} from '../../lib/view/identity-provider.ts'
import {rehearsalText} from '../../lib/view/rehearsal.ts'

export default class IdpSet extends AuthctlCommand {
  static override summary = 'Change an identity provider; what is not named stays.'
  static override description =
    `Everything is read first and written whole; the difference is shown, and afterwards what was written is read back and compared.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> Acme --map email=mail --identifier acme.example',
    '<%= config.bin %> <%= command.id %> Acme --set details.authorize_scopes="openid email" --dry-run',
    '<%= config.bin %> <%= command.id %> Acme --metadata metadata.xml',
    '<%= config.bin %> <%= command.id %> Acme --provider-secret-stdin --yes < secret.txt',
  ]
  static override args = {provider: Args.string({description: 'Name of the provider.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...yesFlag,
    metadata: Flags.string({
      summary: 'Metadata of a SAML provider, read and checked first: an address, or a file.',
      helpValue: 'URL|FILE',
      helpGroup: 'PROVIDER',
    }),
    ...providerFlags,
    ...settingsFlags,
  }

  override async run(): Promise<IdentityProvider | Rehearsal> {
    const {args, flags} = await this.parse(IdpSet)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const name = await pickIdentityProvider(this.world, directory, args.provider)
    const edits = providerEdits(flags, await providerSecret(this.world, flags))
    const wishes = {
      ...(await givenSettings(this.world, flags)),
      edits: [...edits, ...(flags.metadata === undefined ? [] : await this.metadataEdits(flags.metadata))],
    }
    const agree = agreed(this.asking, flags, `Change the identity provider ${name}?`)
    const changed = await setIdentityProvider(directory, name, wishes, agree)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present(changed, identityProviderText)
  }

  private async metadataEdits(source: string): Promise<Edit[]> {
    const where = /^https?:/i.test(source) ? source : resolve(this.world.cwd, source)
    const {details, warnings} = await requireMetadata(this.world, where)
    for (const {message} of warnings) this.note(`Mind: ${message}`)
    return metadataEdits(details)
  }
}
