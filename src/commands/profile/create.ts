import * as Args from '@oclif/core/args'
import {proofFromInput} from '../../lib/cli/client-proof-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFieldFlags} from '../../lib/cli/profile-field-flags.ts'
import {withWhom} from '../../lib/profile/ask-fields.ts'
import {assertNameFree, createProfile, type OwnProfile} from '../../lib/profile/edit.ts'
import {fieldsOfFlags} from '../../lib/profile/field-flags.ts'
import {completed} from '../../lib/profile/resolve.ts'
import {saveClientSecret} from '../../lib/session/client-secrets.ts'
import {savedText} from '../../lib/view/profile.ts'

export default class ProfileCreate extends AuthctlCommand {
  static override summary = 'Make a profile from what you know; init asks and looks things up.'
  static override args = {name: Args.string({description: 'Its name.', required: true})}
  static override flags = {...profileFieldFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %> staging --user-pool-id eu-west-1_AbCdEf123 --client-id 4example',
    '<%= config.bin %> <%= command.id %> corp --issuer https://id.example.com --client-id cli --scope openid --use',
  ]

  override async run(): Promise<OwnProfile> {
    const {args, flags} = await this.parse(ProfileCreate)
    await assertNameFree(this.world, args.name)
    const fields = await withWhom(this.world.ask, fieldsOfFlags(flags))
    const proof = await proofFromInput(this.world, flags)
    if (proof !== undefined)
      await saveClientSecret(this.world, completed(this.world, {name: args.name, ...fields}), proof)
    return this.present(await createProfile(this.world, args.name, fields, flags), savedText)
  }
}
