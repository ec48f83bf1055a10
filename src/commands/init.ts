import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {profileFieldFlags} from '../lib/cli/profile-field-flags.ts'
import type {Failure} from '../lib/failure.ts'
import {useLocalProfile} from '../lib/local/profiles.ts'
import {findRunning, requireRunning} from '../lib/local/running.ts'
import type {OwnProfile} from '../lib/profile/edit.ts'
import type {Introduction} from '../lib/setup/issuer.ts'
import {chooseKind, type Finder, type Kind, makeProfile} from '../lib/setup/wizard.ts'
import {failureText} from '../lib/view/failure.ts'
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
    return this.present(kind === 'local' ? await this.local(flags.name) : await this.other(kind, flags), savedText)
  }

  private async local(name?: string): Promise<OwnProfile> {
    return useLocalProfile(this.world, await requireRunning(this.world), name)
  }

  private other(kind: Exclude<Kind, 'local'>, flags: Parameters<typeof makeProfile>[2]): Promise<OwnProfile> {
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
