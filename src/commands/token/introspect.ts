import {clientProofFlags, givenProof} from '../../lib/cli/client-proof-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {pipedTokenArgs, storedKind, whichTokenFlags} from '../../lib/cli/which-token-flags.ts'
import type {Introspection} from '../../lib/grants/introspect.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {introspectOne} from '../../lib/session/introspect-one.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {pipedToken} from '../../lib/token/given.ts'
import {introspectionText} from '../../lib/view/introspection.ts'

export default class TokenIntrospect extends AuthctlCommand {
  static override summary = 'Ask the issuer whether a token is good now (RFC 7662); status 6 when it is not.'
  static override description =
    `Reads the token from standard input, or takes the session’s access token where nothing is piped in. Answers in the issuer’s own words. Amazon Cognito does not introspect: “token verify” checks signature and claims.`
  static override args = pipedTokenArgs
  static override flags = {...whichTokenFlags, ...clientProofFlags, ...profileFlags, ...identityFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %> - < token.txt',
    '<%= config.bin %> <%= command.id %> --stored refresh --json',
  ]

  override async run(): Promise<Introspection> {
    const {args, flags} = await this.parse(TokenIntrospect)
    const profile = await resolveProfile(this.world, flags)
    const stored = storedKind(this.world, args.token, flags, 'access')
    const clientSecret = await givenProof(this.world, flags)
    const meant = stored
      ? {stored, identity: flags.as ?? defaultIdentity}
      : {token: await pipedToken(args.token, this.world.terminal, 'token introspect'), kind: flags.hint}
    const answer = await introspectOne(this.world, profile, meant, {clientSecret})
    const text = (shown: Introspection) => introspectionText(shown, this.world.clock.now())
    return answer.active ? this.present(answer, text) : this.presentFailing('token_rejected', answer, text)
  }
}
