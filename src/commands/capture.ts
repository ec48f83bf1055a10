import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {capture} from '../lib/blueprint/capture.ts'
import {type Blueprint, sections} from '../lib/blueprint/document.ts'
import {writeFile} from '../lib/blueprint/files.ts'
import {blueprintText} from '../lib/blueprint/write.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {profileFlags} from '../lib/cli/profile-flags.ts'
import {openDirectory} from '../lib/directory/open.ts'
import {paced} from '../lib/directory/pace.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {capturedText} from '../lib/view/blueprint.ts'
import {safe} from '../lib/view/safe.ts'

interface Capture extends Blueprint {
  readonly pool: string
  readonly file: string
  readonly remarks: readonly string[]
}

export default class CaptureFile extends AuthctlCommand {
  static override summary = 'Write what a user pool consists of to a YAML file, for plan and apply.'
  static override description =
    `Users with their groups, groups, app clients, resource servers and identity providers. Never secrets: where one is needed to make the thing anew, the file says where it is to come from. What nobody can put back is left out: passwords, second factors, devices.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> pool.yaml',
    '<%= config.bin %> <%= command.id %> pool.yaml --force && git diff pool.yaml',
    '<%= config.bin %> <%= command.id %> - --only clients --only resourceServers',
  ]
  static override args = {file: Args.string({description: 'File to write; - for standard output.', required: true})}
  static override flags = {
    ...profileFlags,
    force: Flags.boolean({summary: 'Replace the file where there is one.'}),
    only: Flags.option({
      options: sections,
      summary: 'Just this part of the pool; repeatable.',
      multiple: true,
      multipleNonGreedy: true,
    })(),
  }

  override async run(): Promise<Capture> {
    const {args, flags} = await this.parse(CaptureFile)
    const directory = paced(this.world, await openDirectory(this.world, await resolveProfile(this.world, flags)))
    const {blueprint, remarks} = await capture(directory, flags.only)
    const captured = {...blueprint, pool: directory.poolId, file: args.file, remarks}
    if (args.file === '-') {
      for (const remark of remarks) this.note(`${safe(remark)}.`)
      return this.present(captured, () => blueprintText(blueprint).trimEnd())
    }
    await writeFile(this.world, args.file, blueprintText(blueprint), flags)
    return this.present(captured, capturedText)
  }
}
