import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {samlSide} from '../../lib/directory/saml.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {type ServiceProvider, serviceProviderOf, serviceProviderXml} from '../../lib/saml/service-provider.ts'
import {serviceProviderText} from '../../lib/view/saml.ts'

export default class SamlMetadata extends AuthctlCommand {
  static override summary = 'Show what the administrator of a SAML provider needs to know of the pool.'
  static override description =
    'Cognito publishes no metadata of its own as a service provider: these are the values to type in, or to send.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --xml > pool.xml',
    '<%= config.bin %> <%= command.id %> --user-pool-id eu-west-1_AbCdEf --json',
  ]
  static override flags = {
    ...profileFlags,
    xml: Flags.boolean({summary: 'As a metadata document, for providers that take a file.'}),
  }

  override async run(): Promise<ServiceProvider & {xml?: string}> {
    const {flags} = await this.parse(SamlMetadata)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const party = serviceProviderOf(await samlSide(directory))
    if (!flags.xml) return this.present(party, serviceProviderText)
    return this.present({...party, xml: serviceProviderXml(party)}, ({xml}) => xml)
  }
}
