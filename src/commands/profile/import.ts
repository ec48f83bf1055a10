import * as Args from '@oclif/core/args'
import {stackDescription} from '../../lib/api/stack-description.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {importFlags} from '../../lib/cli/import-flags.ts'
import {placeOf} from '../../lib/setup/deployment.ts'
import {type Imported, importProfile} from '../../lib/setup/import-profile.ts'
import {importedText, remarksText} from '../../lib/view/imported.ts'

export default class ProfileImport extends AuthctlCommand {
  static override summary =
    'Make a profile from what was deployed: SST, CDK, CloudFormation, SAM, Amplify, Terraform, Pulumi.'
  static override description =
    `Reads .sst/outputs.json, CDK outputs, describe-stacks, sam list stack-outputs, amplify_outputs.json, aws-exports.js and amplifyconfiguration.json, terraform output -json and show -json, pulumi stack output --json; under sst shell, the environment. The shape is recognised. Code in a file is never run, and secrets never go into the profile.`
  static override args = {
    file: Args.string({description: 'File with the outputs; - for standard input.'}),
  }
  static override flags = {...importFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %> .sst/outputs.json --name staging',
    '<%= config.bin %> <%= command.id %> --stack notes-prod --region eu-west-1 --name prod',
    'terraform output -json | <%= config.bin %> <%= command.id %> - --name infra',
  ]

  override async run(): Promise<Imported> {
    const {args, flags} = await this.parse(ProfileImport)
    const stacks = (name: string, region: string) => stackDescription(this.world, name, region)
    const imported = await importProfile(this.world, placeOf(this.world, {...flags, ...args}), flags, stacks)
    if (imported.remarks.length > 0) this.note(remarksText(imported))
    return this.present(imported, importedText)
  }
}
