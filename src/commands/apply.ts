import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {type Applied, applyPlan} from '../lib/blueprint/apply.ts'
import {textOf} from '../lib/blueprint/files.ts'
import {type Plan, planFor} from '../lib/blueprint/plan.ts'
import {readBlueprint} from '../lib/blueprint/read.ts'
import {secretsOf} from '../lib/blueprint/secrets.ts'
import {stepOf} from '../lib/blueprint/step.ts'
import {pruneFlag} from '../lib/cli/blueprint-flags.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {confirmed} from '../lib/cli/confirmed.ts'
import {confirmedByName} from '../lib/cli/confirmed-by-name.ts'
import {profileFlags} from '../lib/cli/profile-flags.ts'
import {writeFlags, yesFlag} from '../lib/cli/write-flags.ts'
import {openDirectory} from '../lib/directory/open.ts'
import {paced} from '../lib/directory/pace.ts'
import type {Rehearsal} from '../lib/directory/rehearsal.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {appliedText, planText} from '../lib/view/blueprint.ts'
import {rehearsalText} from '../lib/view/rehearsal.ts'

export default class ApplyFile extends AuthctlCommand {
  static override summary = 'Make a user pool what a file says.'
  static override description =
    `What plan shows is done in order, each step written down in a journal. Cut off, it is run again and goes on; run again after the end, it does nothing. What the file does not name stays, unless --prune is given.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> pool.yaml',
    '<%= config.bin %> <%= command.id %> pool.yaml --dry-run',
    'ADA_PASSWORD=… <%= config.bin %> <%= command.id %> pool.yaml --prune --yes --json',
  ]
  static override args = {file: Args.string({description: 'File to apply; - for standard input.', required: true})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...yesFlag,
    ...pruneFlag,
    notify: Flags.boolean({summary: 'Send new users an invitation; otherwise nobody is sent anything.'}),
  }

  override async run(): Promise<Applied | Rehearsal> {
    const {args, flags} = await this.parse(ApplyFile)
    const text = await textOf(this.world, args.file)
    const blueprint = readBlueprint(text, args.file)
    const directory = paced(this.world, await openDirectory(this.world, await resolveProfile(this.world, flags), flags))
    const secrets = secretsOf(this.world, blueprint)
    const plan = await planFor(directory, blueprint, secrets, flags)
    if (!directory.rehearsal) await this.agreed(plan, args.file, flags)
    const applied = await applyPlan(this.world, directory, plan, {file: args.file, text, secrets})
    if (!directory.rehearsal) return this.present(applied, appliedText)
    const changes = applied.steps.flatMap(({action, words, changes}) => {
      const whole = action === 'delete' ? {before: 'there'} : {after: 'there'}
      return changes.length === 0
        ? [{path: words, ...whole}]
        : changes.map(change => ({...change, path: `${words}: ${change.path}`}))
    })
    return this.present({...directory.rehearsal, changes}, rehearsalText)
  }

  private async agreed({pool, tasks, extra}: Plan, file: string, flags: {readonly yes: boolean}): Promise<void> {
    if (tasks.length === 0) return
    this.note(planText({pool, file, steps: tasks.map(stepOf), extra}))
    const gone = tasks.filter(({action, kind}) => action === 'delete' && kind !== 'membership').length
    if (gone === 0) return confirmed(this.world, flags, `Change ${pool}?`)
    await confirmedByName(this.world, flags, {message: `${gone} deletions cannot be undone.`, name: pool})
  }
}
