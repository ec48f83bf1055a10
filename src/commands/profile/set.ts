import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {proofFromInput} from '../../lib/cli/client-proof-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFieldFlags} from '../../lib/cli/profile-field-flags.ts'
import {apiAuths, apiKinds, apisOfFlags, apiTokens} from '../../lib/profile/api-flags.ts'
import {findOwnProfile, type OwnProfile, setProfile} from '../../lib/profile/edit.ts'
import {fieldsOfFlags, toUnset} from '../../lib/profile/field-flags.ts'
import {completed} from '../../lib/profile/resolve.ts'
import {saveClientSecret} from '../../lib/session/client-secrets.ts'
import {savedText} from '../../lib/view/profile.ts'

export default class ProfileSet extends AuthctlCommand {
  static override summary = 'Change a profile: what is not named stays as it is.'
  static override args = {name: Args.string({description: 'One of your profiles.', required: true})}
  static override flags = {
    ...profileFieldFlags,
    api: Flags.string({summary: 'An API to add or change, by a name of your choice.', helpValue: 'NAME'}),
    url: Flags.string({summary: 'Address of that API.', helpValue: 'URL', dependsOn: ['api']}),
    kind: Flags.option({summary: 'What that API speaks.', options: apiKinds, dependsOn: ['api']})(),
    auth: Flags.option({summary: 'How that API knows callers.', options: apiAuths, dependsOn: ['api']})(),
    token: Flags.option({summary: 'Token that API wants.', options: apiTokens, dependsOn: ['api']})(),
    unset: Flags.string({
      summary: 'Field to remove, such as resource, or apis.NAME; repeatable.',
      helpValue: 'FIELD',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> staging --scope openid --scope notes/read',
    '<%= config.bin %> <%= command.id %> staging --api notes --url https://api.example.com/graphql --kind graphql --auth userPool',
    '<%= config.bin %> <%= command.id %> staging --unset resource --unset apis.notes',
  ]

  override async run(): Promise<OwnProfile> {
    const {args, flags} = await this.parse(ProfileSet)
    const fields = fieldsOfFlags(flags)
    const removal = toUnset(flags.unset ?? [])
    const apis = await apisOfFlags(this.world, await findOwnProfile(this.world, args.name), flags)
    const change = {fields, apis, ...removal, use: flags.use}
    const proof = await proofFromInput(this.world, flags)
    const {current, ...profile} = await setProfile(this.world, args.name, change)
    if (proof !== undefined) await saveClientSecret(this.world, completed(this.world, profile), proof)
    return this.present({...profile, current}, savedText)
  }
}
