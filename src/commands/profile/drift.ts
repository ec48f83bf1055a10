import * as Args from '@oclif/core/args'
import {stackDescription} from '../../lib/api/stack-description.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {describeProfile} from '../../lib/profile/describe.ts'
import {type Drift, findDrift} from '../../lib/setup/drift.ts'
import {driftText} from '../../lib/view/drift.ts'

export default class ProfileDrift extends AuthctlCommand {
  static override summary = 'Compare a profile with what is deployed now; status 9 where they differ.'
  static override args = {name: Args.string({description: 'One of your profiles; else the one in use.'})}
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> staging --json',
  ]

  override async run(): Promise<Drift> {
    const {args} = await this.parse(ProfileDrift)
    const name = args.name ?? (await describeProfile(this.world, undefined, {})).name
    const stacks = (stack: string, region: string) => stackDescription(this.world, stack, region)
    const drift = await findDrift(this.world, name, stacks)
    return drift.same ? this.present(drift, driftText) : this.presentFailing('differences', drift, driftText)
  }
}
