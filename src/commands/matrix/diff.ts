import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {type RunDifference, runDifference} from '../../lib/matrix/difference.ts'
import {textOf} from '../../lib/matrix/files.ts'
import {readRun} from '../../lib/matrix/read-run.ts'
import {runDifferenceText} from '../../lib/view/matrix/text.ts'

export default class MatrixDiff extends AuthctlCommand {
  static override summary = 'Show who gained and who lost between two runs of a matrix, or two versions of it.'
  static override description =
    'Takes what `matrix run --json` printed, or matrix files, whose expectations are compared then. Ends with 9 where something changed.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> yesterday.json today.json',
    'git show main:matrix.yaml > before.yaml && <%= config.bin %> <%= command.id %> before.yaml matrix.yaml',
  ]
  static override args = {
    before: Args.string({description: 'The earlier one.', required: true}),
    after: Args.string({description: 'The later one.', required: true}),
  }

  override async run(): Promise<RunDifference> {
    const {args} = await this.parse(MatrixDiff)
    const [before, after] = await Promise.all(
      [args.before, args.after].map(async file => readRun(await textOf(this.world, file), file)),
    )
    const difference = runDifference(before ?? [], after ?? [])
    const {gained, lost, other} = difference
    return gained.length + lost.length + other.length === 0
      ? this.present(difference, runDifferenceText)
      : this.presentFailing('differences', difference, runDifferenceText)
  }
}
