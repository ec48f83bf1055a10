import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {Failure} from '../../lib/failure.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {givenMessage} from '../../lib/saml/given.ts'
import {type MappingReport, type Rules, tryMapping} from '../../lib/saml/mapping.ts'
import {mappingOf, sampleAssertion} from '../../lib/saml/sample.ts'
import {assertionConsumerOf, entityIdOf} from '../../lib/saml/service-provider.ts'
import {mappingText} from '../../lib/view/saml.ts'

export default class SamlCheck extends AuthctlCommand {
  static override summary = 'Try an attribute mapping on a sample assertion; status 9 when something is wrong.'
  static override description =
    `Shows the user that would come of it, and what Cognito would refuse or pass over in silence.
With --provider the mapping is the provider’s own, held against the pool and the profile’s client; with --map alone nothing is asked of anybody.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> - --provider Corp < response.txt',
    '<%= config.bin %> <%= command.id %> - --map email=mail --map name=displayName < response.xml',
  ]
  static override args = {message: Args.string({description: 'The sample; “-” reads it from standard input.'})}
  static override flags = {
    ...profileFlags,
    provider: Flags.string({summary: 'Provider of the pool whose mapping is tried.', helpValue: 'NAME'}),
    map: Flags.string({
      summary: 'The pool’s attribute and the assertion’s; repeatable, before the provider’s own.',
      helpValue: 'ATTR=NAME',
      multiple: true,
    }),
  }

  override async run(): Promise<MappingReport> {
    const {args, flags} = await this.parse(SamlCheck)
    const {map = []} = flags
    const own = mappingOf(map)
    if (flags.provider === undefined && map.length === 0)
      throw new Failure('usage', 'There is no mapping to try.', {hints: ['pass --provider NAME or --map ATTR=NAME']})
    const assertion = await sampleAssertion(await givenMessage(args.message, this.world.terminal, 'saml check'))
    const {mapping = {}, ...rules} = flags.provider === undefined ? {} : await this.rulesOf(flags.provider, flags)
    const report = tryMapping(assertion, {...mapping, ...own}, rules)
    return report.problems.length > 0
      ? this.presentFailing('differences', report, mappingText)
      : this.present(report, mappingText)
  }

  /** What the pool says; the AWS SDK is loaded for this alone. */
  private async rulesOf(provider: string, flags: Parameters<typeof resolveProfile>[1]) {
    const [{openDirectory}, {samlRules}] = await Promise.all([
      import('../../lib/directory/open.ts'),
      import('../../lib/directory/saml.ts'),
    ])
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags))
    const {mapping, address, ...rules} = await samlRules(directory, provider)
    const parties: Rules = {
      audience: entityIdOf(directory.poolId),
      ...(address !== undefined && {recipient: assertionConsumerOf(address)}),
    }
    return {mapping, ...rules, ...parties}
  }
}
