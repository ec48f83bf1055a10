import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {profileFieldFlags} from '../lib/cli/profile-field-flags.ts'
import type {Failure} from '../lib/failure.ts'
import {useLocalProfile} from '../lib/local/profiles.ts'
import {findRunning, requireRunning} from '../lib/local/running.ts'
import type {OwnProfile} from '../lib/profile/edit.ts'
import {placeOf, readNoStack} from '../lib/setup/deployment.ts'
import type {Introduction} from '../lib/setup/issuer.ts'
import {type AskedKind, chooseKind, type Finder, makeProfile} from '../lib/setup/wizard.ts'
import {failureText} from '../lib/view/failure.ts'
import {importedText, remarksText} from '../lib/view/imported.ts'
import {introductionText} from '../lib/view/introduction.ts'
import {savedText} from '../lib/view/profile.ts'

const {issuer, region, endpoint, scope} = profileFieldFlags

export default class Init extends AuthctlCommand {
  static override summary = 'Make a profile: answer a few questions, or give the answers as flags.'
  static override flags = {
    local: Flags.boolean({summary: 'For the local stack that runs on this machine.'}),
    issuer,
    'user-pool-id': profileFieldFlags['user-pool-id'],
    'client-id': profileFieldFlags['client-id'],
    scope,
    outputs: Flags.string({
      summary: 'From what was deployed: a file that profile import reads.',
      helpValue: 'FILE',
      exclusive: ['issuer', 'region', 'scope'],
    }),
    region,
    endpoint,
    name: Flags.string({summary: 'Name of the profile.', helpValue: 'NAME'}),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --local',
    '<%= config.bin %> <%= command.id %> --user-pool-id eu-west-1_AbCdEf123 --client-id 4example --name staging',
  ]

  override async run(): Promise<OwnProfile> {
    const {flags} = await this.parse(Init)
    const kind = await chooseKind(this.world, flags, (await findRunning(this.world))?.url)
    if (kind === 'outputs') return this.deployed(flags)
    return this.present(kind === 'local' ? await this.local(flags.name) : await this.other(kind, flags), savedText)
  }

  private async deployed(flags: Parameters<typeof makeProfile>[2]): Promise<OwnProfile> {
    const file =
      flags.outputs ?? (await this.world.ask.text({message: 'File with the outputs', flag: '--outputs FILE'})).trim()
    const {importProfile} = await import('../lib/setup/import-profile.ts')
    const imported = await importProfile(this.world, placeOf(this.world, {file}), {...flags, use: true}, readNoStack)
    if (imported.remarks.length > 0) this.note(remarksText(imported))
    return this.present(imported, importedText)
  }

  private async local(name?: string): Promise<OwnProfile> {
    return useLocalProfile(this.world, await requireRunning(this.world), name)
  }

  private other(kind: AskedKind, flags: Parameters<typeof makeProfile>[2]): Promise<OwnProfile> {
    const narrator = {
      met: (introduction: Introduction) => this.note(introductionText(introduction)),
      failed: (failure: Failure) => this.note(failureText(failure)),
    }
    // The SDK is loaded by those who want something looked up.
    const finder: Finder = {
      pools: async where => (await import('../lib/directory/find.ts')).findPools(this.world, where),
      clients: async (where, id) => (await import('../lib/directory/find.ts')).findClients(this.world, where, id),
    }
    return makeProfile(this.world, kind, flags, narrator, finder)
  }
}
