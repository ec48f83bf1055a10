import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {type DecodedToken, decodeToken} from '../../lib/token/decode.ts'
import {type Explanations, explain} from '../../lib/token/explain.ts'
import {givenToken} from '../../lib/token/given.ts'
import {decodedText} from '../../lib/view/token.ts'

export default class TokenDecode extends AuthctlCommand {
  static override summary = 'Show what a token says, offline, without verifying it.'
  static override description =
    `Reads the token from standard input, or the stored access token where nothing is piped in.
Nothing is fetched and nothing is proven: use “token verify” for that.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> < token.txt',
    '<%= config.bin %> token print --id | <%= config.bin %> <%= command.id %> --explain',
  ]
  static override args = {
    token: Args.string({description: 'The token; “-” reads it from standard input.'}),
  }
  static override flags = {
    profile: profileFlags.profile,
    ...identityFlags,
    id: Flags.boolean({summary: 'Of the stored tokens the ID token, in place of the access token.'}),
    explain: Flags.boolean({summary: 'Say what each claim means, Cognito’s own included.'}),
  }

  override async run(): Promise<DecodedToken & {explanations?: Explanations}> {
    const {args, flags} = await this.parse(TokenDecode)
    const given = await givenToken(args.token, this.world.terminal, 'token decode')
    const token = given ?? (await this.keptToken(flags))
    if (token === args.token && this.world.terminal.inputIsTerminal) {
      this.note('Note: arguments can be seen by others on this machine; a pipe cannot.')
    }
    const decoded = decodeToken(token)
    this.note('NOT VERIFIED: anybody can write a token that says this.')
    return this.present(flags.explain ? {...decoded, explanations: explain(decoded)} : decoded, shown =>
      decodedText(shown, this.world.clock.now()),
    )
  }
  /** Loaded only where it is wanted: decoding what is at hand starts faster without. */
  private async keptToken({profile, as, id}: {profile?: string | undefined; as?: string | undefined; id: boolean}) {
    const [{resolveProfile}, {keptToken}, {defaultIdentity}] = await Promise.all([
      import('../../lib/profile/resolve.ts'),
      import('../../lib/session/kept-token.ts'),
      import('../../lib/session/names.ts'),
    ])
    return keptToken(
      this.world,
      await resolveProfile(this.world, {profile}),
      as ?? defaultIdentity,
      id ? 'id' : 'access',
    )
  }
}
