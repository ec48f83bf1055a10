import * as Args from '@oclif/core/args'
import {textOf} from '../lib/blueprint/files.ts'
import {planFor} from '../lib/blueprint/plan.ts'
import {readBlueprint} from '../lib/blueprint/read.ts'
import {secretsOf} from '../lib/blueprint/secrets.ts'
import {type Step, stepOf} from '../lib/blueprint/step.ts'
import {pruneFlag} from '../lib/cli/blueprint-flags.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {profileFlags} from '../lib/cli/profile-flags.ts'
import {openDirectory} from '../lib/directory/open.ts'
import {paced} from '../lib/directory/pace.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {planText} from '../lib/view/blueprint.ts'

interface Planned {
  readonly pool: string
  readonly file: string
  readonly steps: readonly Step[]
  readonly extra: readonly Step[]
}

export default class PlanFile extends AuthctlCommand {
  static override summary = 'Show what apply would change so that a user pool is what a file says.'
  static override description =
    'The file is checked whole before the first request. Ends with 9 where something would change.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> pool.yaml',
    '<%= config.bin %> <%= command.id %> pool.yaml --prune --json',
  ]
  static override args = {file: Args.string({description: 'File to compare; - for standard input.', required: true})}
  static override flags = {...profileFlags, ...pruneFlag}

  override async run(): Promise<Planned> {
    const {args, flags} = await this.parse(PlanFile)
    const blueprint = readBlueprint(await textOf(this.world, args.file), args.file)
    const directory = paced(this.world, await openDirectory(this.world, await resolveProfile(this.world, flags)))
    const {pool, tasks, extra} = await planFor(directory, blueprint, secretsOf(this.world, blueprint), {
      ...flags,
      notify: false,
    })
    const planned = {pool, file: args.file, steps: tasks.map(stepOf), extra}
    return tasks.length === 0 ? this.present(planned, planText) : this.presentFailing('differences', planned, planText)
  }
}
