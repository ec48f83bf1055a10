import {clientProofFlags, givenProof} from '../../lib/cli/client-proof-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {pipedTokenArgs, storedKind, whichTokenFlags} from '../../lib/cli/which-token-flags.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {type Revoked, revokeOne} from '../../lib/session/revoke-one.ts'
import {pipedToken} from '../../lib/token/given.ts'
import {revokedText} from '../../lib/view/revoked.ts'

export default class TokenRevoke extends AuthctlCommand {
  static override summary = 'Revoke one token at its issuer (RFC 7009).'
  static override description =
    `Reads the token from standard input, or takes the session’s refresh token where nothing is piped in. Nothing is forgotten here: “logout” revokes the session and forgets it.`
  static override args = pipedTokenArgs
  static override flags = {...whichTokenFlags, ...clientProofFlags, ...profileFlags, ...identityFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %> - < token.txt',
    '<%= config.bin %> <%= command.id %> --stored access --as grace',
  ]

  override async run(): Promise<Revoked> {
    const {args, flags} = await this.parse(TokenRevoke)
    const profile = await resolveProfile(this.world, flags)
    const stored = storedKind(this.world, args.token, flags, 'refresh')
    const clientSecret = await givenProof(this.world, flags)
    const meant = stored
      ? {stored, identity: flags.as ?? defaultIdentity}
      : {token: await pipedToken(args.token, this.world.terminal, 'token revoke'), kind: flags.hint}
    return this.present(await revokeOne(this.world, profile, meant, {clientSecret}), revokedText)
  }
}
