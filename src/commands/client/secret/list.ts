import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../../lib/cli/command.ts'
import {profileFlags} from '../../../lib/cli/profile-flags.ts'
import {listSecrets, type SecretListed} from '../../../lib/directory/client-secrets.ts'
import {openDirectory} from '../../../lib/directory/open.ts'
import {pickClient} from '../../../lib/directory/pick.ts'
import {resolveProfile} from '../../../lib/profile/resolve.ts'
import {secretsText} from '../../../lib/view/client-secret.ts'

export default class ClientSecretList extends AuthctlCommand {
  static override summary = 'List the secrets of a client: which there are, never their values.'
  static override examples = ['<%= config.bin %> <%= command.id %> web']
  static override args = {client: Args.string({description: 'Id or name of the client; else the profile’s own.'})}
  static override flags = {...profileFlags}

  override async run(): Promise<{secrets: SecretListed[]}> {
    const {args, flags} = await this.parse(ClientSecretList)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const secrets = await listSecrets(directory, await pickClient(this.world, directory, args.client))
    return this.present({secrets}, (answer, page) => secretsText(answer.secrets, page))
  }
}
