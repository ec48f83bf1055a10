import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {openDirectory} from '../../lib/directory/open.ts'
import {atLeast, checkPool, type Level, levels, type Posture} from '../../lib/directory/posture.ts'
import {postureRules} from '../../lib/directory/posture-rules.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {postureSarif, postureText} from '../../lib/view/posture.ts'

export default class PoolCheck extends AuthctlCommand {
  static override summary = 'Judge the settings of a user pool and its clients.'
  static override description = `Reads, and changes nothing. Findings at or above --fail-on end with status 9.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --fail-on medium --ignore no-threat-protection --json',
    '<%= config.bin %> <%= command.id %> --sarif > pool.sarif',
  ]
  static override args = {pool: Args.string({description: 'Id or name of the pool; else the profile’s.'})}
  static override flags = {
    ...profileFlags,
    'fail-on': Flags.string({
      summary: 'The least level that fails the check.',
      options: [...levels, 'never'],
      default: 'high',
    }),
    ignore: Flags.string({
      summary: 'Rule to leave out; repeatable.',
      multiple: true,
      multipleNonGreedy: true,
      options: postureRules.map(({id}) => id),
    }),
    sarif: Flags.boolean({summary: 'Answer in SARIF 2.1.0, for code scanning.', exclusive: ['json']}),
  }

  override async run(): Promise<Posture> {
    const {args, flags} = await this.parse(PoolCheck)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), {}, args.pool)
    const posture = await checkPool(directory, flags.ignore)
    const inSarif = (found: Posture) => JSON.stringify(postureSarif(found, postureRules), undefined, 2)
    const text = flags.sarif ? inSarif : postureText
    const failing = flags['fail-on'] === 'never' ? [] : atLeast(posture.findings, flags['fail-on'] as Level)
    if (failing.length > 0) return this.presentFailing('differences', posture, text)
    return this.present(posture, text)
  }
}
